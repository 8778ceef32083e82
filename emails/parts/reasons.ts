/** Why a person gets a mail, where several letters say the same. */
export const aboutForum = 'Sie erhalten diese Nachricht, weil Sie Themen oder Kategorien im Forum abonniert haben.'
export const aboutPublication = 'Sie erhalten diese Nachricht, weil Sie im Portal etwas veröffentlichen.'
export const aboutReport = 'Sie erhalten diese Nachricht, weil uns mit dieser Adresse ein Inhalt gemeldet wurde.'
export const aboutMeasure = 'Sie erhalten diese Nachricht, weil es um einen Inhalt von Ihnen oder um Ihr Konto geht.'
export const aboutRequest =
  'Sie erhalten diese Nachricht, weil zu Ihrem Konto ein Anliegen zum Datenschutz eingegangen ist.'
export const aboutRestriction =
  'Sie erhalten diese Nachricht, weil die Verarbeitung Ihrer Daten im Portal eingeschränkt ist.'
export const aboutChange = 'Sie erhalten diese Nachricht, damit Sie von der Änderung auf jeden Fall erfahren.'
export const aboutAnswer =
  'Sie erhalten diese Nachricht, weil auf eine E-Mail des Portals an Sie geantwortet wurde. Solche Antworten können Sie in Ihrem Profil unter „Benachrichtigungen“ abschalten.'
