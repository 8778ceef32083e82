import { REPLY_LINE } from '../mail/reply-line'

/**
 * What may become of the words of an answer. `clean`: they can stand in the portal. `holds-key`: a keyed address of the portal, which
 * nobody else may have. The author must look at the others first: `address`, because addresses are never shown (DS-08); `others-words`,
 * because the head of the quotation was not recognised.
 */
export type WordsJudgement = 'clean' | 'empty' | 'holds-key' | 'address' | 'others-words'

/** Letters and digits from which on a line is more than a greeting. */
const TELLING = 12
/** Of more nobody compares each with what others wrote. */
const MOST_LINES = 400
const polite =
  /^(hallo|hi|hey|moin|guten (tag|morgen|abend)|liebe[r]?|sehr geehrte|dear|hello|(mit )?(freundliche|beste|herzliche|viele|liebe|schöne)[nr]? gr|mfg|kind regards|best regards|vielen dank|danke)/i

/** The last look at words that were cut out of a mail, whatever the program that wrote it. `others`: what they may be an answer to. */
export function judgeWords(words: string, others: readonly string[]): WordsJudgement {
  if (!/[\p{L}\p{N}\p{S}]/u.test(words)) return 'empty'
  if (/(?<![a-z0-9])[bcmr][a-z2-7]{49}(?![a-z0-9])/i.test(words.replace(/=?\s*\n\s*/g, ''))) return 'holds-key'
  if (/(?<![a-z0-9])[bcmr][a-z2-7]{49}(?![a-z0-9])/i.test(words)) return 'holds-key'
  if (words.includes(REPLY_LINE)) return 'others-words'
  if (/\S@\S|\(at\)|\[at\]/i.test(words)) return 'address'
  return repeats(words, others) ? 'others-words' : 'clean'
}

/** Does a line stand in the words of somebody else, or a line of theirs in these, whatever breaks and marks are between? */
function repeats(words: string, others: readonly string[]): boolean {
  const own = squeezed(words)
  const lines = tellingLines(words)
  if (lines.length > MOST_LINES) return true
  return others.some((other) => {
    const whole = squeezed(other)
    return lines.some((line) => whole.includes(line)) || tellingLines(other).some((line) => own.includes(line))
  })
}

function tellingLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !polite.test(line.trim()))
    .map(squeezed)
    .filter((line) => line.length >= TELLING)
}

function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
