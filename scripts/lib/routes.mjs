import { readdirSync } from 'node:fs'

/**
 * Routes of the portal as the folders of app/ give them, in the notation of Next.js: "/akteure/[id]", "/icon.svg" (DS-02).
 * @returns {string[]}
 */
export function routesOf(folder = 'app', prefix = '') {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      if (entry.name.startsWith('_')) return []
      const isGroup = entry.name.startsWith('(')
      return routesOf(`${folder}/${entry.name}`, isGroup ? prefix : `${prefix}/${entry.name}`)
    }
    if (/^(page\.tsx|route\.tsx?)$/.test(entry.name)) return [prefix || '/']
    return folder === 'app' && /^icon\.svg$/.test(entry.name) ? [`/${entry.name}`] : []
  })
}
