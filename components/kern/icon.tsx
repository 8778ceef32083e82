import { classes } from './classes'

/** The icons that kern.scss ships. */
export type IconName =
  | 'account-circle'
  | 'arrow-back'
  | 'arrow-forward'
  | 'check'
  | 'danger'
  | 'download'
  | 'edit'
  | 'info'
  | 'logout'
  | 'mail'
  | 'search'
  | 'success'
  | 'visibility'
  | 'visibility-off'
  | 'warning'

type Props = { name: IconName; size?: 'small' | 'default' | 'large' | 'x-large' }

/** Decoration only: the text beside it says the same. */
export function Icon({ name, size = 'default' }: Props) {
  return <span aria-hidden="true" className={classes('kern-icon', `kern-icon--${name}`, `kern-icon--${size}`)} />
}
