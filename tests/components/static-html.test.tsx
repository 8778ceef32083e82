import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { policyFacts } from '@/app/(public)/datenschutz/policy-facts'
import { PolicyBlocks } from '@/app/(public)/datenschutz/policy-text'
import { Link } from '@/components/kern/link'
import { staticHtml } from '@/components/layout/static-html'
import { FIRST_VERSION } from '@/lib/policies/first-version'
import { renderPolicy } from '@/lib/policies/render-policy'

test('the policy as static HTML is what React makes of it', () => {
  const { blocks } = renderPolicy(FIRST_VERSION, policyFacts())
  const html = staticHtml(<PolicyBlocks blocks={blocks} />)
  expect(html).toBe(renderToStaticMarkup(<PolicyBlocks blocks={blocks} />))
  expect(html.length).toBeGreaterThan(15_000)
})

test('text and attributes are escaped as React does', () => {
  const evil = `<img src=x onerror="alert(1)"> & 'x' \u2028`
  const tree = (
    <p id={evil}>
      {evil}
      {null}
      {false}
      {0}
      <Link href={`/x?a=1&b="${evil}`} aria-label={evil}>
        {[evil, <br key="br" />]}
      </Link>
    </p>
  )
  expect(staticHtml(tree)).toBe(renderToStaticMarkup(tree))
})

test('whatever needs React is refused, not dropped', () => {
  expect(() => staticHtml(<button onClick={() => {}} type="button" />)).toThrow(/needs React/)
  // biome-ignore lint/security/noDangerouslySetInnerHtml: refused
  expect(() => staticHtml(<p dangerouslySetInnerHTML={{ __html: '<b>' }} />)).toThrow(/needs React/)
  expect(() => staticHtml(Promise.resolve('x'))).toThrow(/needs React/)
})
