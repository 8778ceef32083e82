import { REPLY_LINE } from '@/lib/mail/reply-line'
import { returnAddress } from '@/lib/return-keys'

/**
 * Answers as programs write them, made by hand (DS-08): the text of the message, and the words that its author wrote. What is answered is a
 * mail of the portal about words of somebody else.
 */
export const OTHER_WORDS =
  'Guten Tag,\nist im Kurs im Januar noch ein Platz für unsere neue Kollegin frei?\nWir würden uns sehr freuen.'
export const ADDRESS = returnAddress('portal+%{key}@portal.example', {
  kind: 'reply',
  id: '019ac0de-1234-7abc-8def-0123456789ab',
})
const PORTAL = 'QualiService Thüringen'

/** The text part of the mail that is answered. */
const mail = `---- ${REPLY_LINE} ----

QUALISERVICE THÜRINGEN

Sie haben eine neue Nachricht

Guten Tag Lena Winter,

Jonas Berg, Lernstatt Jena gGmbH hat Ihnen über das Portal geschrieben.
Betreff: Kurs im Januar

Text der Nachricht:

${marked(OTHER_WORDS)}

Nachricht beantworten: https://portal.example/nachrichten/019ac0de-1234-7abc-8def-0123456789ab

Bei Fragen schreiben Sie uns an info@portal.example.`

function marked(text: string, mark = '> '): string {
  return text
    .split('\n')
    .map((line) => `${mark}${line}`.trimEnd())
    .join('\n')
}

const words = 'Ja, es ist noch ein Platz frei.\n\nViele Grüße\nLena Winter'
const outlookFields = `Von: ${PORTAL} <${ADDRESS}>
Gesendet: Montag, 23. November 2026 10:00
An: Lena Winter <lena@anbieter.example>
Betreff: Nachricht von Jonas Berg, Lernstatt Jena gGmbH: Kurs im Januar`

type Sample = { name: string; text: string; words: string }
const samples: Sample[] = []
const add = (name: string, text: string, own = words): void => void samples.push({ name, text, words: own })

// --- Outlook
add('Outlook, German', `${words}\n\n${outlookFields}\n\n${mail}`)
add('Outlook, bold fields', `${words}\n\n${outlookFields.replace(/^(\w+:)/gm, '*$1*')}\n\n${mail}`)
add('Outlook, line above', `${words}\n\n________________________________\n${outlookFields}\n\n${mail}`)
add('Outlook, old', `${words}\n\n-----Ursprüngliche Nachricht-----\n${outlookFields}\n\n${mail}`)
add('Outlook, old, with marks', `${words}\n\n-----Ursprüngliche Nachricht-----\n${outlookFields}\n\n${marked(mail)}`)
add('Outlook, below the marks', `-----Ursprüngliche Nachricht-----\n${outlookFields}\n\n${marked(mail)}\n\n${words}`)
add('Outlook, a field over two lines', `${words}\n\n${outlookFields.replace(' <', '\n <')}\n\n${mail}`)
add('Outlook from HTML, empty lines between', `${words}\n\n${outlookFields.replaceAll('\n', '\n\n')}\n\n${mail}`)
add('Outlook, with Cc and priority', `${words}\n\n${outlookFields}\nCc: Chef\nPriorität: Hoch\n\n${mail}`)
add(
  'Outlook, English',
  `${words}\n\nFrom: ${PORTAL} <${ADDRESS}>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Lena Winter\nSubject: Nachricht\n\n${mail}`,
)
add(
  'Outlook, English, old',
  `${words}\n\n-----Original Message-----\nFrom: ${PORTAL}\nSent: Monday\nTo: Lena\n\n${mail}`,
)
add(
  'Outlook for iOS',
  `${words}\n\nOutlook für iOS herunterladen<https://aka.ms/o0ukef>\n________________________________\n${outlookFields}\n\n${mail}`.replace(
    'Outlook für iOS herunterladen',
    'Holen Sie sich Outlook für iOS',
  ),
)
add('Outlook, a note of the device', `${words}\n\nGesendet von Outlook für Android\n\n${outlookFields}\n\n${mail}`)
add('Windows Mail', `${words}\n\nGesendet von Mail für Windows\n\n${outlookFields}\n\n${mail}`)

// --- GMX, web.de, t-online, freenet
add(
  'GMX in the browser',
  `${words}\n\nGesendet: Montag, 23. November 2026 um 10:00 Uhr\nVon: "${PORTAL}" <${ADDRESS}>\nAn: lena@anbieter.example\nBetreff: Nachricht von Jonas Berg\n\n${mail}`,
)
add(
  'web.de in the browser, marks',
  `${words}\n\nGesendet: Montag, 23. November 2026 um 10:00 Uhr\nVon: "${PORTAL}" <${ADDRESS}>\nAn: lena@anbieter.example\nBetreff: Nachricht\n\n${marked(mail)}`,
)
add('web.de app', `${words}\n\nAm 23.11.26, 10:00 schrieb ${PORTAL} <${ADDRESS}>:\n\n${marked(mail)}`)
add(
  'GMX app',
  `${words}\n\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.\nAm 23.11.26, 10:00 schrieb ${PORTAL}:\n${marked(mail)}`,
)
add(
  't-online',
  `${words}\n\n-----Original-Nachricht-----\nBetreff: Nachricht von Jonas Berg\nDatum: 2026-11-23T10:00:00+0100\nVon: "${PORTAL}" <${ADDRESS}>\nAn: "lena@anbieter.example"\n\n${mail}`,
)
add(
  't-online app',
  `${words}\n\nGesendet mit der Telekom Mail App\n\n--- Original-Nachricht ---\nVon: ${PORTAL}\nBetreff: Nachricht\nDatum: 23.11.2026, 10:00 Uhr\nAn: Lena\n\n${mail}`,
)
add(
  'freenet',
  `${words}\n\n--- Ursprüngliche Nachricht ---\nVon: ${PORTAL} <${ADDRESS}>\nDatum: 23.11.2026 10:00:00\nAn: Lena\nBetreff: Nachricht\n\n${marked(mail)}`,
)

// --- Gmail
add('Gmail', `${words}\n\nAm Mo., 23. Nov. 2026 um 10:00 Uhr schrieb ${PORTAL} <${ADDRESS}>:\n\n${marked(mail)}`)
add(
  'Gmail, wrapped in the address',
  `${words}\n\nAm Mo., 23. Nov. 2026 um 10:00 Uhr schrieb ${PORTAL} <\n${ADDRESS}>:\n\n${marked(mail)}`,
)
add(
  'Gmail on a telephone',
  `${words}\n\n${PORTAL} <${ADDRESS}> schrieb am Mo., 23. Nov. 2026, 10:00:\n\n${marked(mail)}`,
)
add('Gmail, English', `${words}\n\nOn Mon, Nov 23, 2026 at 10:00 AM ${PORTAL} <${ADDRESS}>\nwrote:\n\n${marked(mail)}`)
add('Gmail without marks', `${words}\n\nAm Mo., 23. Nov. 2026 um 10:00 Uhr schrieb ${PORTAL} <${ADDRESS}>:\n\n${mail}`)
add(
  'Gmail, non-breaking spaces',
  `${words}\n\nAm Mo., 23.\u00a0Nov.\u00a02026 um 10:00\u202fUhr schrieb ${PORTAL}\u00a0<${ADDRESS}>:\n\n${marked(mail)}`,
)

// --- Apple
add('Apple Mail', `${words}\n\n> Am 23.11.2026 um 10:00 schrieb ${PORTAL} <${ADDRESS}>:\n> \n${marked(mail)}`)
add(
  'Apple Mail, head without mark',
  `${words}\n\nAm 23. Nov. 2026 um 10:00 schrieb ${PORTAL} <${ADDRESS}>:\n\n${marked(mail)}`,
)
add(
  'iPhone',
  `${words}\n\nVon meinem iPhone gesendet\n\n> Am 23.11.2026 um 10:00 schrieb ${PORTAL} <${ADDRESS}>:\n> \n${marked(mail)}`,
)
add(
  'iPhone, English',
  `${words}\n\nSent from my iPhone\n\n> On 23. Nov 2026, at 10:00, ${PORTAL} <${ADDRESS}> wrote:\n> \n${marked(mail)}`,
)
add(
  'Apple Mail, forwarded',
  `${words}\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: ${PORTAL}\nDatum: 23. November 2026 um 10:00\nAn: Lena\nBetreff: Nachricht\n\n${mail}`,
)

// --- Thunderbird, K-9, FairEmail, web mailers
add('Thunderbird', `${words}\n\nAm 23.11.26 um 10:00 schrieb ${PORTAL}:\n${marked(mail)}`)
add('Thunderbird, below', `Am 23.11.26 um 10:00 schrieb ${PORTAL}:\n${marked(mail)}\n\n${words}`)
add(
  'Thunderbird, below, with a signature',
  `Am 23.11.26 um 10:00 schrieb ${PORTAL}:\n${marked(mail)}\n\n${words}\n\n-- \nLena Winter\nBildungswerk Erfurt\nTel. 0361 123456`,
)
add('Thunderbird, English', `${words}\n\nOn 23/11/2026 10:00, ${PORTAL} wrote:\n${marked(mail)}`)
add('Thunderbird, quoted twice', `${words}\n\nAm 23.11.26 um 10:00 schrieb ${PORTAL}:\n${marked(marked(mail), '>')}`)
add(
  'K-9',
  `${words}\n-- \nDiese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.\n\nAm 23. November 2026 10:00:12 MEZ schrieb "${PORTAL}" <${ADDRESS}>:\n${marked(mail, '>')}`,
)
add('FairEmail', `${words}\n\nAm 23. November 2026 10:00:12 MEZ schrieb ${PORTAL} <${ADDRESS}>:\n${marked(mail, '>')}`)
add('Roundcube', `${words}\n\nAm 2026-11-23 10:00, schrieb ${PORTAL}:\n${marked(mail)}`)
add('Horde', `Zitat von ${PORTAL} <${ADDRESS}>:\n\n${marked(mail)}\n\n${words}`)
add('Open-Xchange', `${words}\n\n> ${PORTAL} <${ADDRESS}> hat am 23.11.2026 10:00 CET geschrieben:\n>\n${marked(mail)}`)
add(
  'Open-Xchange, head without mark',
  `${words}\n\n${PORTAL} <${ADDRESS}> hat am 23.11.2026 10:00 CET geschrieben:\n\n${marked(mail)}`,
)
add(
  'Yahoo',
  `${words}\n\nAm Montag, 23. November 2026 um 10:00:12 MEZ hat ${PORTAL} <${ADDRESS}> Folgendes geschrieben:\n\n${mail}`,
)
add(
  'Proton',
  `${words}\n\nGesendet mit Proton Mail sichere E-Mail.\n\n${PORTAL} <${ADDRESS}> schrieb am Montag, 23. November 2026 um 10:00:\n\n${marked(mail)}`,
)
add(
  'Lotus Notes',
  `${words}\n\n\nVon:\t${PORTAL} <${ADDRESS}>\nAn:\tlena@anbieter.example\nDatum:\t23.11.2026 10:00\nBetreff:\tNachricht von Jonas Berg\n\n\n\n${mail}`,
)
add(
  'Lotus Notes, line',
  `${words}\n\n-----${PORTAL} schrieb: -----\nAn: Lena Winter\nVon: ${PORTAL}\nDatum: 23.11.2026 10:00\nBetreff: Nachricht\n\n${mail}`,
)
add(
  'Samsung',
  `${words}\n\nVon meinem Samsung Galaxy Smartphone gesendet.\n\n-------- Ursprüngliche Nachricht --------\nVon: ${PORTAL} <${ADDRESS}>\nDatum: 23.11.26 10:00 (GMT+01:00)\nAn: lena@anbieter.example\nBetreff: Nachricht\n\n${mail}`,
)
add('Novell GroupWise', `${words}\n\n>>> ${PORTAL} <${ADDRESS}> 23.11.2026 10:00 >>>\n${marked(mail)}`)
add(
  'Zimbra',
  `${words}\n\n----- Ursprüngliche Mail -----\nVon: "${PORTAL}" <${ADDRESS}>\nAn: "Lena Winter"\nGesendet: Montag, 23. November 2026 10:00:00\nBetreff: Nachricht\n\n${mail}`,
)
add('an unknown program, above our line', `${words}\n\n${mail}`)

// --- Between and around
const [first = '', second = '', third = ''] = OTHER_WORDS.split('\n')
add(
  'between the lines',
  `Hallo Herr Berg,\n\nAm 23.11.26 um 10:00 schrieb ${PORTAL}:\n> ${first}\n> ${second}\n\nJa, einer.\n\n> ${third}\n\nWir auch!\n\nLena Winter`,
  'Hallo Herr Berg,\n\nJa, einer.\n\nWir auch!\n\nLena Winter',
)
add(
  'above and below',
  `Kurz vorab: ja.\n\nAm 23.11.26 um 10:00 schrieb ${PORTAL}:\n${marked(mail)}\n\nUnd danke.`,
  'Kurz vorab: ja.\n\nUnd danke.',
)
add('nothing but a quotation', `Am 23.11.26 um 10:00 schrieb ${PORTAL}:\n${marked(mail)}`, '')
add('nothing quoted', words)
add('one word', `Ja\n\n${outlookFields}\n\n${mail}`, 'Ja')

// --- Signatures and disclaimers
const card =
  '\n\nBildungswerk Erfurt gGmbH\nJuri-Gagarin-Ring 1, 99084 Erfurt\nTel. +49 361 123456 | lena@anbieter.example\nGeschäftsführerin: Lena Winter\nAmtsgericht Jena HRB 123'
const disclaimer =
  'Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie.'
add('a signature with its line', `${words}\n\n-- \nLena Winter\nlena@anbieter.example\n\n${outlookFields}\n\n${mail}`)
add('a card below the closing', `${words}${card}\n\n${outlookFields}\n\n${mail}`)
add('a card and a disclaimer', `${words}${card}\n\n${disclaimer}\n\n${outlookFields}\n\n${mail}`)
add(
  'a disclaimer in English',
  `${words}\n\nThis e-mail may contain confidential and/or privileged information intended solely for the addressee.\n\n${outlookFields}\n\n${mail}`,
)
add(
  'a postscript',
  `${words}${card}\n\nPS: Die Anmeldung läuft bis Freitag.\n\n${outlookFields}\n\n${mail}`,
  `${words}\n\nPS: Die Anmeldung läuft bis Freitag.`,
)
add(
  'a virus scanner',
  `${words}\n\nVirenfrei. www.avast.com\n\nAm 23.11.26 um 10:00 schrieb ${PORTAL}:\n${marked(mail)}`,
)

// --- Words that only look like heads, signatures, quotations
const friends = [
  'Von: Erfurt nach Jena fährt um acht ein Zug.\nDas passt gut.',
  'Am Montag schrieb Max:\nIch komme später.',
  'Am 3. Dezember schrieb Max, dass er kommt.\nIch auch.',
  'Datum: 3. Dezember\nOrt: Erfurt\nIch bringe Kaffee mit.',
  'Gesendet von der Kammer habe ich noch nichts bekommen.\nSie auch nicht?',
  'Diese Nachricht ist vertraulich, bitte sagen Sie sie nicht weiter.\nDanke.',
  'Der Preis ist:\n- 100 Euro für Mitglieder\n- 120 Euro für andere\n\nBis bald',
  'Viele Grüße aus Jena hat mir Frau Kurz aufgetragen.\nUnd: Wir kommen zu zweit.',
  'Ich schrieb gestern schon: Es sind 12 Plätze.\nAlso passt es.',
  'Betreff: dazu habe ich eine Frage.\nWann beginnt der Kurs?',
  'Liebe Grüße an alle!\n\nMorgen mehr dazu, ich muss erst 12 Anrufe erledigen.',
]
for (const own of friends) {
  add(`a false friend: ${own.slice(0, 24)}`, `${own}\n\n${outlookFields}\n\n${mail}`, own)
  add(`a false friend, alone: ${own.slice(0, 24)}`, own, own)
}

export { samples as replySamples }

/** HTML without a text part. */
const htmlWords = '<p>Ja, es ist noch ein Platz frei.</p><p>Viele Grüße<br>Lena Winter</p>'
const htmlMail = `<div>---- ${REPLY_LINE} ----</div><p>Guten Tag Lena Winter,</p><blockquote>${OTHER_WORDS.replaceAll('\n', '<br>')}</blockquote>`
export const mails = [
  {
    name: 'Gmail',
    html: `${htmlWords}<div class="gmail_quote"><div class="gmail_attr">Am Mo., 23. Nov. 2026 um 10:00 Uhr schrieb ${PORTAL} &lt;<a href="mailto:${ADDRESS}">${ADDRESS}</a>&gt;:<br></div><blockquote>${htmlMail}</blockquote></div>`,
    words,
  },
  {
    name: 'Outlook',
    html: `${htmlWords}<hr><div><p><b>Von:</b> ${PORTAL} &lt;${ADDRESS}&gt;<br><b>Gesendet:</b> Montag, 23. November 2026 10:00<br><b>An:</b> Lena<br><b>Betreff:</b> Nachricht</p></div>${htmlMail}`,
    words,
  },
  {
    name: 'Apple Mail',
    html: `${htmlWords}<blockquote type="cite"><div>Am 23.11.2026 um 10:00 schrieb ${PORTAL} &lt;${ADDRESS}&gt;:</div>${htmlMail}</blockquote>`,
    words,
  },
  {
    name: 'GMX',
    html: `${htmlWords}<div style="border-left:2px"><div><b>Gesendet:</b>&nbsp;Montag, 23. November 2026 um 10:00 Uhr<br><b>Von:</b>&nbsp;${PORTAL} &lt;${ADDRESS}&gt;<br><b>An:</b>&nbsp;lena@anbieter.example<br><b>Betreff:</b>&nbsp;Nachricht</div>${htmlMail}</div>`,
    words,
  },
]
