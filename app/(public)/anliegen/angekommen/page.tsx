import { staticPage } from '@/app/_edge/page'
import { RequestArrived } from '../request-arrived'

export default staticPage(() => <RequestArrived />)
