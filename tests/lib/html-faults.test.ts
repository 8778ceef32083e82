import { describe, expect, test } from 'vitest'
import { htmlFaults } from '../support/html-faults'

/** The measure itself: it finds what it is there for, and nothing in a sound page. */
const page = (body: string) =>
  `<!DOCTYPE html><html lang="de"><head><title>Test</title></head><body>${body}</body></html>`

test('a sound page has no fault', () => {
  const sound = `<main><h1>Titel <em>hier</em></h1><p>Text<br>mit <a href="#ziel">Link</a></p>
    <table><caption>Liste</caption><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td><div>1</div></td></tr></tbody></table>
    <dl><div><dt>a</dt><dd>b</dd></div></dl><ul><li><p>eins</p></li></ul>
    <form action="/suche"><fieldset><legend>Wahl</legend><label for="ziel">Feld</label><input id="ziel" name="f"></fieldset>
    <select aria-label="Wahl"><option value="">Bitte</option></select></form>
    <details><summary>Mehr</summary><p>Text</p></details></main>`
  expect(htmlFaults(page(sound))).toEqual([])
})

describe('finds', () => {
  test.each([
    ['a block in a paragraph', '<p><div>x</div></p>', 'closed by the parser'],
    ['a block in a span', '<span><div>x</div></span>', '<div> in <span>'],
    ['a paragraph in a label', '<label for="x"><p>a</p></label><input id="x">', '<p> in <label>'],
    ['a list in a paragraph', '<p><ul><li>x</li></ul></p>', 'closed by the parser'],
    ['a list entry without a list', '<div><li>x</li></div>', 'outside of ul'],
    ['text blocks in a list', '<ul><div>x</div></ul>', '<div> in <ul>'],
    ['a link in a link', '<a href="/a">a <a href="/b">b</a></a>', 'closed by the parser'],
    ['a button in a link', '<a href="/a"><button>b</button></a>', '<button> in <a'],
    ['a form in a form', '<form action="/a"><form action="/b"></form></form>', 'dropped'],
    ['a row without a body', '<table><tr><td>x</td></tr></table>', 'invented'],
    ['a block in a table', '<table><tbody></tbody><div>x</div></table>', 'moved'],
    ['an id twice', '<p id="a">x</p><p id="a">y</p>', 'id "a" twice'],
    ['a label without its field', '<label for="nie">x</label>', 'for="nie"'],
    ['a description that is not there', '<input aria-describedby="nie">', 'aria-describedby="nie"'],
    ['a link into nothing', '<a href="#nie">x</a>', 'href="nie"'],
    ['a form of another page', '<input form="nie">', 'form="nie"'],
    ['an attribute twice', '<p id="a" id="b">x</p>', 'duplicate-attribute'],
    ['an element that never ends', '<div><section>x</div>', 'closed by the parser'],
    ['an end without a beginning', '<div></p></div>', 'invented'],
    ['a picture without words', '<img src="/a.png">', 'without alt'],
    ['a title in the page', '<main><title>x</title></main>', 'title outside'],
  ])('%s', (_, body, fault) => {
    expect(htmlFaults(page(body)).join('\n')).toContain(fault)
  })

  test('a page without a doctype', () => expect(htmlFaults('<html></html>').join()).toContain('missing-doctype'))
})
