/** One sentence for a block, a suspension, a hold and an account that is gone: nobody learns which it is (DS-08). */
export const UNAVAILABLE = 'Diese Person nimmt zurzeit keine Nachrichten über das Portal an.'

/** Instead of a name, where the account is gone or sealed: the two look the same (DS-10). */
export const FORMER_MEMBER = 'Mitglied nicht mehr verfügbar'
