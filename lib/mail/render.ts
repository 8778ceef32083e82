import { createElement, type FunctionComponent } from 'react'
import { render, toPlainText } from 'react-email'
import { type Frame } from '../../emails/layout'
import { oneLine } from './headers'
import { type Addressee, letters, type Occasion, type Values } from './letters'
import { type MailProps, type TemplateKey } from './templates'

export type RenderedMail = { subject: string; html: string; text: string; replyTo?: string }

/** Address for questions (DS-04, DS-12). */
const CONTACT = 'info@qualiservice-thueringen.de'

/**
 * Renders one mail: HTML and a complete text part. React renders each template once per process, with markers in place
 * of the values; a mail is then made by putting the escaped values in (about 1000 times faster than React per mail).
 * Throws when props are broken: that mail fails, the others go on.
 */
export async function renderMail<K extends TemplateKey>(
  template: K,
  props: MailProps[K],
  occasion: Occasion,
): Promise<RenderedMail> {
  const letter = letters[template]
  if (!letter) throw new Error(`unknown mail ${template}`)
  const { appUrl, addressee } = occasion
  const frame: Frame = {
    greeting: letter.isToStranger ? 'Guten Tag,' : greetingFor(addressee),
    homeUrl: appUrl,
    legalNoticeUrl: `${appUrl}/impressum`,
    policyUrl: `${appUrl}/datenschutz`,
    contact: CONTACT,
  }
  const values = cleaned(letter.values(props, occasion))
  const compiled = await compile(template, values)
  const flat = { ...values, ...prefixed(frame) }
  return {
    subject: oneLine(letter.subject({ ...values, frame })),
    html: fill(compiled.html, flat, escapeHtml),
    text: fill(compiled.text, flat, (value) => value),
    replyTo: letter.replyTo?.(props),
  }
}

function greetingFor({ givenName, surname }: Addressee): string {
  const name = oneLine(`${givenName} ${surname}`)
  return name ? `Guten Tag ${name},` : 'Guten Tag,'
}

// ---- Templates with markers ----

/** Alternating: literal text, name of a value, literal text, … */
type Compiled = { html: string[]; text: string[] }

const compiledShapes = new Map<string, Promise<Compiled>>()

/** A template is compiled once for each set of values that are there (optional ones may be missing). */
function compile(template: TemplateKey, values: Values): Promise<Compiled> {
  const shape = Object.entries(values).map(([key, value]) => (Array.isArray(value) ? `${key}*${value.length}` : key))
  const cacheKey = [template, ...shape].join(' ')
  let compiled = compiledShapes.get(cacheKey)
  if (!compiled) {
    compiled = renderWithMarkers(template, values)
    compiledShapes.set(cacheKey, compiled)
    compiled.catch(() => compiledShapes.delete(cacheKey))
  }
  return compiled
}

async function renderWithMarkers(template: TemplateKey, values: Values): Promise<Compiled> {
  const frame = Object.fromEntries(frameKeys.map((key) => [key, marker(`frame.${key}`)])) as Frame
  const marked = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((_, index) => marker(`${key}.${index}`)) : marker(key),
    ]),
  )
  const component = letters[template].component as FunctionComponent<Record<string, unknown>>
  const html = (await render(createElement(component, { ...marked, frame }))).replaceAll('<!-- -->', '')
  const text = toPlainText(html, { selectors: [{ selector: 'h1', options: { uppercase: false } }] })
  return { html: html.split(markers), text: text.split(markers) }
}

const frameKeys: (keyof Frame)[] = ['greeting', 'homeUrl', 'legalNoticeUrl', 'policyUrl', 'contact']

// Characters of the private use area: React and html-to-text leave them alone, and values never contain them (cleaned).
const marker = (name: string) => `\uE000${name}\uE001`
const markers = /\uE000([\w.]+)\uE001/

function fill(
  parts: string[],
  values: Record<string, string | string[] | undefined>,
  encode: (value: string) => string,
): string {
  return parts.map((part, index) => (index % 2 === 0 ? part : encode(named(part, values)))).join('')
}

function named(name: string, values: Record<string, string | string[] | undefined>): string {
  const [key = '', index] = name.split('.')
  const value = values[name] ?? values[key]
  const single = Array.isArray(value) ? value[Number(index)] : value
  if (single === undefined) throw new Error(`a mail lacks ${name}`)
  return single
}

function prefixed(frame: Frame): Record<string, string> {
  return Object.fromEntries(Object.entries(frame).map(([key, value]) => [`frame.${key}`, value]))
}

/** Without missing values, control characters (but line breaks) and text that changes the direction of reading. */
function cleaned(values: Values): Values {
  const clean = (value: string) => value.replace(/\r\n?/g, '\n').replace(unprintable, '')
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, Array.isArray(value) ? value.map(clean) : clean(value as string)]),
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const unprintable = /[\u0000-\u0009\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069\uE000\uE001]/g

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' }

/** As React escapes text and attributes. */
function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => escapes[character] as string)
}
