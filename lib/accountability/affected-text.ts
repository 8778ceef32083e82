import { formatDayOf } from '../text'

type Asked = { affectedKind: string; affectedFrom: Date | null; affectedUntil: Date | null }

/** Whom a breach affects, in words. */
export function affectedText({ affectedKind, affectedFrom, affectedUntil }: Asked): string {
  if (affectedKind === 'all' || !affectedFrom || !affectedUntil) return 'alle Mitglieder'
  const span = `${formatDayOf(affectedFrom)} bis ${formatDayOf(new Date(affectedUntil.getTime() - 1))}`
  return `Mitglieder, die sich in diesem Zeitraum ${affectedKind === 'registered' ? 'registriert' : 'angemeldet'} haben: ${span}`
}
