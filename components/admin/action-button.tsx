import { type ComponentProps } from 'react'
import { ActionForm } from './action-form'

type Props = Omit<ComponentProps<typeof ActionForm>, 'children' | 'intro' | 'page'>

/** An act with one click: a form whose fields the page has already filled in. */
export function ActionButton({ variant = 'secondary', ...form }: Props) {
  return <ActionForm {...form} variant={variant} />
}
