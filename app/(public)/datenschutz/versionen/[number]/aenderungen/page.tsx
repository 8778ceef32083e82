import { publicPage } from '@/app/_edge/page'
import { versionComparison } from '../../../parts/version-comparison'

/** What a version changed against the one before: the address in the announcement (DS-11). */
export default publicPage(({ ctx, params }) => versionComparison(ctx, String(Number(params.number) - 1), params.number))
