import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { Link } from '@/components/kern/link'
import { Footer } from '@/components/layout/footer'
import { Header } from '@/components/layout/header'
import { print, printed } from '@/components/layout/printed'

const tree = (
  <>
    <h2 id="a">Eins &amp; zwei</h2>
    <ul className="x">
      <li>
        <Link href="/kontakt">Kontakt</Link>
      </li>
    </ul>
  </>
)

test('a printed tree is what React makes of it, and its outermost elements stay', () => {
  expect(renderToStaticMarkup(print(tree))).toBe(renderToStaticMarkup(tree))
})

test('a printed component is drawn once for each kind', () => {
  const draw = vi.fn(({ name }: { name: string }) => <p title={undefined}>{name}</p>)
  const Printed = printed(draw, ({ name }) => name)
  for (const name of ['a', 'b', 'a', 'a']) expect(renderToStaticMarkup(<Printed name={name} />)).toBe(`<p>${name}</p>`)
  expect(draw).toHaveBeenCalledTimes(2)
})

test('a printed component inside another one is drawn with it', () => {
  const Inner = printed(() => <em>innen</em>)
  const Outer = printed(() => (
    <p>
      außen <Inner />
    </p>
  ))
  expect(renderToStaticMarkup(<Outer />)).toBe('<p>außen <em>innen</em></p>')
})

test('text stays text, whatever it contains', () => {
  const evil = '<script>alert(1)</script>'
  expect(renderToStaticMarkup(print(<p>{evil}</p>))).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>')
})

test('an address from outside makes no new print of the frame', () => {
  const signOut = async () => {}
  const frame = (path: string) =>
    renderToStaticMarkup(
      <>
        <Header operator="GFAW" path={path} signOut={signOut} />
        <Footer operator="GFAW" path={path} />
      </>,
    )
  expect(frame('/irgendwas-1')).toBe(frame('/"><script>'))
  expect(frame('/impressum')).not.toBe(frame('/kontakt'))
})
