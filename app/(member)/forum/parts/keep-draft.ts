type Draft = { text: string; ownNumber: number }

const DELAY_MS = 400

/**
 * Keeps what is being written in this tab of the browser, until it is sent or the tab is closed; it never leaves the device. Returns
 * what ends it. A draft from before the member's last post here has been sent.
 */
export function keepDraft(area: HTMLTextAreaElement, { name, ownNumber }: { name: string; ownNumber: number }) {
  const key = `forum-entwurf-${name}`
  const kept = read(key)
  if (kept && kept.ownNumber < ownNumber) sessionStorage.removeItem(key)
  else if (kept && area.value === '') area.value = kept.text
  let timer: ReturnType<typeof setTimeout> | undefined
  const save = () => {
    clearTimeout(timer)
    timer = setTimeout(() => write(key, { text: area.value, ownNumber }), DELAY_MS)
  }
  area.addEventListener('input', save)
  return () => {
    clearTimeout(timer)
    area.removeEventListener('input', save)
  }
}

function read(key: string): Draft | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

function write(key: string, draft: Draft): void {
  try {
    if (draft.text === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // No room or not allowed: the form works without.
  }
}
