// Compiles components/kern/kern.scss to components/kern/kern.css: only the KERN parts in use, without the tokens that
// nothing refers to and without fallbacks of tokens that are always defined. Development only; the result is committed.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compile, Logger } from 'sass'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'components/kern/kern.css')

export function compileKern() {
  const { css } = compile(join(root, 'components/kern/kern.scss'), {
    loadPaths: [join(root, 'node_modules/@kern-ux/native/src/scss/core')],
    style: 'expanded',
    charset: false,
    logger: Logger.silent,
  })
  const plain = css
    .replaceAll(/\/\*[\s\S]*?\*\/\n?/g, '')
    .replaceAll(/\n\s*\n/g, '\n')
    // White icons vanish in a forced light theme; the system's text colour does not.
    .replaceAll('background-color: var(--kern-color-white) !important', 'background-color: CanvasText !important')
  return `/* Generated from @kern-ux/native (EUPL-1.2) by scripts/kern-css.mjs. Do not edit. */\n${prune(dropFallbacks(plain))}`
}

function dropFallbacks(css) {
  const defined = new Set([...css.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name))
  return css.replaceAll(/var\((--[\w-]+),\s*[^(),]+\)/g, (whole, name) => (defined.has(name) ? `var(${name})` : whole))
}

/** Removes custom properties that neither this CSS nor app/globals.css refers to, until none is left. */
function prune(css) {
  const globals = readFileSync(join(root, 'app/globals.css'), 'utf8')
  for (;;) {
    const used = new Set([...`${css}${globals}`.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name))
    const next = css
      .replaceAll(/^\s*(--[\w-]+):[^;]*;\n/gm, (line, name) => (used.has(name) ? line : ''))
      .replaceAll(/^[^\n{}]*\{\s*\}\n/gm, '')
    if (next === css) return css
    css = next
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(target, compileKern())
}
