import { renderToStaticMarkup } from 'react-dom/server'
import { Gallery } from '@/app/galerie/parts/gallery'

/** Prints the gallery as HTML: it is no page of the portal that the browser tests look at, which was built for production. */
process.stdout.write(renderToStaticMarkup(<Gallery />))
