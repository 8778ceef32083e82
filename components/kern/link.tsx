import { type ComponentProps } from 'react'
import { classes } from './classes'
import { Icon, type IconName } from './icon'

type Props = ComponentProps<'a'> & {
  href: string
  /** A link of its own (menu, list, "zurück") instead of words in a sentence: larger target, optional icon. */
  standalone?: boolean
  small?: boolean
  icon?: IconName
}

/** A plain link: the portal needs no client navigation. */
export function Link({ standalone, small, icon, children, className, ...rest }: Props) {
  return (
    <a
      {...rest}
      className={classes(
        'kern-link kern-link--no-visited-state',
        !standalone && 'kern-link--inline',
        small && 'kern-link--small',
        className,
      )}
    >
      {icon ? <Icon name={icon} /> : null}
      {children}
    </a>
  )
}
