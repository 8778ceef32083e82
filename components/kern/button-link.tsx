import { type ComponentProps } from 'react'
import { type ButtonLook, buttonClasses } from './button'
import { Icon } from './icon'

/** A link that looks like a button: the next step, not an act. */
export function ButtonLink({
  variant = 'primary',
  small,
  block,
  icon,
  children,
  className,
  ...rest
}: ButtonLook & ComponentProps<'a'> & { href: string }) {
  return (
    <a {...rest} className={buttonClasses({ variant, small, block }, className)}>
      {icon ? <Icon name={icon} /> : null}
      <span className="kern-label">{children}</span>
    </a>
  )
}
