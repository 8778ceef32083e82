/** Stands at the top of each mail that can be answered: what is below it is ours, in whatever way a program quotes. */
export const REPLY_LINE = 'Bitte antworten Sie über dieser Zeile'
