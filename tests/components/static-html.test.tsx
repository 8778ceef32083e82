import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { MemberText } from '@/app/_content/member-text'
import { policyFacts } from '@/app/(public)/datenschutz/policy-facts'
import { PolicyBlocks } from '@/app/(public)/datenschutz/policy-text'
import { FilterSelect, FilterText } from '@/app/admin/_frame/filter-field'
import { Accordion } from '@/components/kern/accordion'
import { Button } from '@/components/kern/button'
import { Input } from '@/components/kern/form-field'
import { Link } from '@/components/kern/link'
import { print } from '@/components/layout/printed'
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

test('a plain GET form is what React makes of it, with what was asked for before', () => {
  const options = { eins: 'Eins', zwei: 'Zwei & mehr' }
  for (const value of [undefined, 'zwei', 'unbekannt', 'javascript:', '"><script>']) {
    const form = (
      <form action="/angebote">
        <FilterText name="suche" label="Suche" value={value} hint="Ein Wort" />
        <FilterSelect name="art" label="Art" value={value} all="Alle" options={options} />
        <FilterSelect name="sortierung" label="Sortierung" value={value} options={options} />
        <Accordion title="Mehr" open={value !== undefined}>
          <Input id="von" name="von" type="date" defaultValue={value} />
        </Accordion>
        <Button icon="search">Suchen</Button>
        <time dateTime="2026-11-24">heute</time>
      </form>
    )
    expect(staticHtml(form)).toBe(renderToStaticMarkup(form))
  }
})

test('what is HTML already stays as it is: cleaned texts of members, and parts that are printed', () => {
  const tree = (
    <article id="1">
      <MemberText text={'**fett** & <script>alert(1)</script>'} />
      {print(<p className="x">a &lt; b</p>)}
    </article>
  )
  expect(staticHtml(tree)).toBe(renderToStaticMarkup(tree))
  expect(staticHtml(tree)).toContain('<strong>fett</strong>')
  expect(staticHtml(tree)).not.toContain('<script>')
})

test('whatever needs React is refused, not dropped', () => {
  expect(() => staticHtml(<button onClick={() => {}} type="button" />)).toThrow(/needs React/)
  expect(() => staticHtml(<form action={async () => {}} />)).toThrow(/needs React/)
  for (const address of ['javascript:alert(1)', ' \u0001JAVA\nscript\t:alert(1)'])
    expect(() => staticHtml(<Link href={address}>x</Link>)).toThrow(/needs React/)
  expect(() => staticHtml(Promise.resolve('x'))).toThrow(/needs React/)
})
