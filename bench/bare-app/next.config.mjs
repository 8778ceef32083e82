import path from 'node:path'

/** The floor: as the portal is configured, and nothing else. */
export default {
  poweredByHeader: false,
  images: { unoptimized: true },
  agentRules: false,
  serverExternalPackages: ['pg'],
  turbopack: { root: path.resolve(import.meta.dirname, '../..') },
}
