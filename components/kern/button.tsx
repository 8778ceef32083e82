import { type ComponentProps, type ReactNode } from 'react'
import { classes } from './classes'
import { Icon, type IconName } from './icon'

export type ButtonLook = {
  /** `menu` stands among the links of a menu. */
  variant?: 'primary' | 'secondary' | 'tertiary' | 'danger' | 'menu'
  small?: boolean
  block?: boolean
  icon?: IconName
  children: ReactNode
}

/** A button says what it does. `danger` is for acts that cannot be taken back. */
export function Button({
  variant = 'primary',
  small,
  block,
  icon,
  children,
  className,
  type = 'submit',
  ...rest
}: ButtonLook & ComponentProps<'button'>) {
  return (
    <button {...rest} type={type} className={buttonClasses({ variant, small, block }, className)}>
      {icon ? <Icon name={icon} /> : null}
      <span className="kern-label">{children}</span>
    </button>
  )
}

/** Buttons in a row that wraps. */
export function ButtonGroup({ children }: { children: ReactNode }) {
  return <div className="kern-btn-wrapper">{children}</div>
}

/** The look of buttons and of links that look like one. */
export function buttonClasses({ variant, small, block }: Omit<ButtonLook, 'children'>, className?: string) {
  return classes(
    'kern-btn',
    variant === 'menu' ? 'kern-btn--tertiary kern-btn--menu' : `kern-btn--${variant}`,
    small && 'kern-btn--x-small',
    block && 'kern-btn--block',
    className,
  )
}
