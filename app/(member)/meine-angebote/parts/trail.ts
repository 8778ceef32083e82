/** The way back to one's own list. */
export const ownTrail = [{ href: '/meine-angebote', label: 'Meine Angebote' }]
