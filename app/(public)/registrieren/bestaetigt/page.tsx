import { publicPage } from '@/app/_edge/page'
import { RegistrationConfirmed } from '@/components/account/registration-confirmed'

/** After the confirmation, under an address without the secret (S-H5). */
export default publicPage(() => <RegistrationConfirmed />)
