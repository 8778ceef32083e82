import { staticPage } from '@/app/_edge/page'
import { RequestConfirmed } from '../request-confirmed'

export default staticPage(() => <RequestConfirmed />)
