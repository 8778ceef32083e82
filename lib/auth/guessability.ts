import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import * as german from '@zxcvbn-ts/language-de'

/** Estimates how hard a password is to guess, with lists of leaked passwords and German words on this server (S-B4). */
export type Guessability = { isPersonal: boolean; isEasy: boolean; advice: string[] }

/** Of 4; 3 means more than 10^8 guesses, far beyond what the limits of sign-in let anybody try. */
const LOWEST_SCORE = 3
/** What must remain of a password without the person's and the portal's own words. */
const LEAST_REMAINDER = 8
/**
 * The estimate takes time that grows with the length and with each way to read digits and signs as letters ("p4ssw0rd"), on the thread
 * that answers everybody. The rest of a long password can only make it stronger (S-L2).
 */
const LONGEST_ESTIMATED = 32
const MOST_SPELLINGS = 4

export const portalWords = [
  'qualiservice',
  'thüringen',
  'thueringen',
  'gfaw',
  'portal',
  'portalakteur',
  'quali',
  'service',
  'mitglied',
]

const germanWords = Object.fromEntries(Object.entries(german.dictionary).map(([name, words]) => [`${name}-de`, words]))
const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...germanWords },
  graphs: common.adjacencyGraphs,
  maxLength: LONGEST_ESTIMATED,
  l33tMaxSubstitutions: MOST_SPELLINGS,
})

export function guessability(password: string, personal: string[]): Guessability {
  const words = [...portalWords, ...personal.flatMap(wordsOf)]
  const estimates = [...new Set([password, password.replace(/\s+/g, '')])].map((text) => estimator.check(text, words))
  const weakest = estimates.reduce((a, b) => (b.guesses < a.guesses ? b : a))
  return {
    isPersonal: withoutWords(password, words) < LEAST_REMAINDER,
    isEasy: weakest.score < LOWEST_SCORE,
    advice: adviceOf(weakest),
  }
}

function adviceOf({ feedback }: ZxcvbnResult): string[] {
  const { warnings, suggestions } = german.translations
  return [
    feedback.warning ? warnings[feedback.warning as keyof typeof warnings] : undefined,
    ...feedback.suggestions.map((key) => suggestions[key as keyof typeof suggestions]),
  ].filter((text) => text !== undefined)
}

/** "Anna-Lena.Weiß@firma-süd.de" → the whole and its parts of four letters and more. */
function wordsOf(text: string): string[] {
  const whole = text.toLowerCase().trim()
  return [whole, ...whole.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length >= 4)
}

/** Letters left when the words, digits and signs are taken out. */
function withoutWords(password: string, words: string[]): number {
  const longestFirst = [...words].sort((a, b) => b.length - a.length)
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase())
  const own = longestFirst.some((word) => password.toLowerCase().includes(word))
  return own ? rest.replace(/[\p{N}\p{P}\p{S}\s]/gu, '').length : password.length
}
