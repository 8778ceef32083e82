/** One line for the operator: the tables are not those of this code, and what to do. */
export function otherSchema(state: 'behind' | 'newer'): string {
  return state === 'behind'
    ? 'The database is behind this code: npm run portal -- db:migrate first (or npm start).'
    : 'The database is newer than this code: use the release that migrated it.'
}
