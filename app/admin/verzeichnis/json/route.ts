import { download, staffRoute } from '@/app/_edge/download'
import { recordJson } from '@/lib/personal-data/export-record'
import { newestVersion } from '@/lib/policies/published-versions'

/** The record of processing for programs; nothing in it is about a single person. */
export const GET = staffRoute('/admin/verzeichnis/json', async ({ ctx }) =>
  download('verzeichnis.json', 'application/json', recordJson(await newestVersion(ctx))),
)
