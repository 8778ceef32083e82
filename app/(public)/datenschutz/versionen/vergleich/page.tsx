import { publicPage } from '@/app/_edge/page'
import { versionComparison } from '../../parts/version-comparison'

/** Any two published versions (DS-11). */
export default publicPage(({ ctx, query }) => versionComparison(ctx, query.von, query.bis))
