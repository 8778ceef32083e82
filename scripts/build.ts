import { build, generateClient } from './lib/code'
import { fail } from './lib/progress'

/** `npm run build`, for Vercel and for images: client and portal; migrations are `portal db:migrate`. */
try {
  await generateClient()
  await build({ isForced: true })
} catch (error) {
  fail(error)
}
