/** What everybody in the tests signs in with. */
export const CAST_PASSWORD = 'Rennsteig im Nebel 42'
