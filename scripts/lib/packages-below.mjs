// @ts-check
import { readFileSync } from 'node:fs'

/**
 * Packages that the given ones need at run time, themselves included, by their folders: for files that no bundler follows.
 * @param {string[]} names
 * @returns {string[]}
 */
export function packagesBelow(names) {
  const folders = new Set()
  const visit = (/** @type {string} */ name) => {
    const folder = `node_modules/${name}`
    if (folders.has(folder)) return
    folders.add(folder)
    const { dependencies = {} } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    for (const needed of Object.keys(dependencies)) visit(needed)
  }
  names.forEach(visit)
  return [...folders]
}
