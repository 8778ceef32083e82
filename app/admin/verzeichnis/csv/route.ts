import { download, staffRoute } from '@/app/_edge/download'
import { recordCsv } from '@/lib/personal-data/export-record'
import { newestVersion } from '@/lib/policies/published-versions'

/** The record of processing for a spreadsheet; nothing in it is about a single person. */
export const GET = staffRoute('/admin/verzeichnis/csv', async ({ ctx }) =>
  download('verzeichnis.csv', 'text/csv; charset=utf-8', recordCsv(await newestVersion(ctx))),
)
