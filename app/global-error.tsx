'use client'

import './globals.css'

/** Last resort when even the frame failed. Pages answer their own failures on the server (app/_edge/page.tsx). */
export default function GlobalError() {
  return (
    <html lang="de">
      <body>
        <title>Fehler – QualiService Thüringen</title>
        <main className="page">
          <h1>Es ist ein Fehler aufgetreten</h1>
          <p>Das liegt nicht an Ihnen. Bitte versuchen Sie es später noch einmal.</p>
          <p>
            <a href="/">Zur Startseite</a> · <a href="/datenschutz">Datenschutz</a> · <a href="/impressum">Impressum</a>{' '}
            · <a href="/barrierefreiheit">Barrierefreiheit</a> · <a href="/kontakt">Kontakt</a>
          </p>
        </main>
      </body>
    </html>
  )
}
