import { readdirSync } from 'node:fs'
import { packagesBelow } from './scripts/lib/packages-below.mjs'
import { routesOf } from './scripts/lib/routes.mjs'
import { securityHeaders } from './server/headers.mjs'

/** Of files that no page code touches; pages and handlers get theirs, with the nonce CSP, from proxy.ts (S-K1). */
const fileHeaders = Object.entries(securityHeaders).map(([key, value]) => ({ key, value }))

/** @type {import('next').NextConfig} */
const config = {
  // The gallery of all parts (app/galerie) is a page of the development server alone.
  pageExtensions: process.env.NODE_ENV === 'development' ? ['dev.tsx', 'tsx', 'ts'] : ['tsx', 'ts'],
  distDir: process.env.NEXT_DIST_DIR || '.next',
  // The same on every server that builds the same sources.
  generateBuildId: () => process.env.PORTAL_BUILD_ID || null,
  // The access log knows no other addresses (lib/access-log/path-pattern.ts); the evidence names these tests (lib/accountability/proofs.ts).
  env: { PORTAL_ROUTES: routesOf().join(' '), PORTAL_PROOFS: readdirSync('tests/policy').join(' ') },
  poweredByHeader: false,
  agentRules: false,
  // The optimiser is an open door to foreign addresses and of no use here (S-K6).
  images: { unoptimized: true },
  // Tests and scripts are no part of the build.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pg',
    'nodemailer',
    'pdfkit',
    'imapflow',
  ],
  // The thread that reads messages (lib/inbound/read-mail.ts) is started as a file of its own.
  outputFileTracingIncludes: {
    '/api/**': [
      './lib/inbound/{mail-parser,dissect-mail,mail-types}.ts',
      ...packagesBelow(['postal-mime', 'html-to-text']).map((folder) => `./${folder}/**`),
    ],
  },
  headers: async () => [{ source: '/_next/static/:path*', headers: fileHeaders }],
}

export default config
