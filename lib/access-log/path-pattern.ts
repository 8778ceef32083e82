import { ANYTHING } from './fields'

/** Addresses outside the pages that people and programs ask every server for; they tell nothing about anybody. */
const WELL_KNOWN = [
  '/_next/static',
  '/favicon.ico',
  '/robots.txt',
  '/sitemap.xml',
  '/apple-touch-icon.png',
  '/.well-known/security.txt',
  '/.env',
  '/wp-login.php',
]

type Step = { steps: Map<string, Step>; parameter?: { name: string; step: Step } }

/**
 * cs-uri-stem: the address as a pattern of the portal's own routes (DS-02). Only words that stand in the routes come out: a segment
 * that a route leaves open becomes its name (`/akteure/[id]`), everything else ends in `*` (`/admin/*`). So no id, no token and
 * nothing that somebody wrote into an address can stand in the log.
 */
export function pathPatterns(routes: readonly string[]): (path: string) => string {
  const root = treeOf([...WELL_KNOWN, ...routes])
  return (path) => {
    if (path === '/') return path
    if (!path.startsWith('/')) return ANYTHING
    let step = root
    let pattern = ''
    const segments = path.split('/', LONGEST_PATTERN).slice(1)
    for (const [index, segment] of segments.entries()) {
      const isTrailingSlash = segment === '' && index === segments.length - 1 && index > 0
      if (isTrailingSlash) return `${pattern}/`
      const next = step.steps.get(segment) ?? (segment === '' ? undefined : step.parameter?.step)
      if (!next) return `${pattern}/${ANYTHING}`
      pattern += `/${step.steps.has(segment) ? segment : step.parameter?.name}`
      step = next
    }
    return pattern
  }
}

/** No route of the portal has as many segments. */
const LONGEST_PATTERN = 12

function treeOf(routes: readonly string[]): Step {
  const root: Step = { steps: new Map() }
  for (const route of routes) {
    let step = root
    for (const segment of route.split('/').filter(Boolean)) step = enter(step, segment)
  }
  return root
}

function enter(step: Step, segment: string): Step {
  const next: Step = { steps: new Map() }
  // What a catch-all takes, NextAuth's addresses, stays a `*`.
  if (segment.startsWith('[...')) return next
  if (segment.startsWith('[')) {
    step.parameter ??= { name: segment, step: next }
    return step.parameter.step
  }
  const known = step.steps.get(segment)
  if (!known) step.steps.set(segment, next)
  return known ?? next
}

/**
 * Could `pathPatterns` have written this? Without the routes of the build (command line) only the shape of a pattern counts. A route that is
 * given up moves to WELL_KNOWN, else what was counted for it looks like a stranger.
 */
export function isKnownPattern(pattern: string): boolean {
  const routes = process.env.PORTAL_ROUTES
  if (!routes) return /^(?:\*|\/|(?:\/(?:[\w.-]{1,40}|\[\w+\]))*(?:\/\*|\/)?)$/.test(pattern) && !/\d{4}/.test(pattern)
  known ??= pathPatterns(routes.split(' '))
  return known(pattern) === pattern
}
let known: ((path: string) => string) | undefined
