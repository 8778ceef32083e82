import { type ReactNode } from 'react'
import { Alert } from '../kern/alert'
import { Heading } from '../kern/heading'
import { Text } from '../kern/text'
import { Title } from '../layout/title'

type Props = { heading: string; title: string; children: ReactNode }

/** Page behind a link from a mail that works no longer: says why, and what to do now. */
export function LinkProblem({ heading, title, children }: Props) {
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Alert variant="warning" title={title}>
        <Text as="div">{children}</Text>
      </Alert>
    </>
  )
}
