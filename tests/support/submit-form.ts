/**
 * Submits a form of the portal as a browser without JavaScript does: loads the page, takes the hidden fields of the
 * form that has all the given fields, posts everything with the portal's origin and does not follow redirects.
 */
export async function submitForm(
  baseUrl: string,
  page: string,
  fields: Record<string, string | string[]>,
  { cookie, headers = {} }: { cookie?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  const sent: Record<string, string> = { accept: 'text/html', ...(cookie ? { cookie } : {}), ...headers }
  const submit = await loadForm(baseUrl, page, Object.keys(fields), sent)
  return submit(fields)
}

/** Loads the page with a form once; the result submits it as often as wanted. */
export async function loadForm(
  baseUrl: string,
  page: string,
  names: string[],
  headers: Record<string, string> = { accept: 'text/html' },
): Promise<(fields: Record<string, string | string[]>) => Promise<Response>> {
  const html = await (await fetch(baseUrl + page, { headers })).text()
  const form = html
    .match(/<form[\s\S]*?<\/form>/g)
    ?.find((candidate) => names.every((name) => candidate.includes(`name="${name}"`)))
  if (!form) throw new Error(`${page} has no form with the fields ${names.join(', ')}`)
  const hidden = hiddenFields(form)
  return (fields) => {
    const body = new FormData()
    for (const [name, value] of hidden) if (!(name in fields)) body.append(name, value)
    for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each)
    const origin = new URL(baseUrl).origin
    return fetch(baseUrl + page, { method: 'POST', body, redirect: 'manual', headers: { origin, ...headers } })
  }
}

function hiddenFields(form: string): [name: string, value: string][] {
  const inputs = form.match(/<input[^>]*type="hidden"[^>]*>/g) ?? []
  return inputs.map((input) => [
    decoded(input.match(/name="([^"]*)"/)?.[1]),
    decoded(input.match(/value="([^"]*)"/)?.[1]),
  ])
}

function decoded(text = ''): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
