import { staticPage } from '@/app/_edge/page'
import { Gallery } from './parts/gallery'

/** All parts that pages are made of, in their states. Only the development server knows files of this name (next.config.mjs). */
export default staticPage(() => <Gallery />)
