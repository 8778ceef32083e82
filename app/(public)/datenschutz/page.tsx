import { contextOf } from '@/app/_edge/context-of'
import { ErrorPage } from '@/app/_edge/error-page'
import { staticPage } from '@/app/_edge/page'
import { Heading } from '@/components/kern/heading'
import { Title } from '@/components/layout/title'
import { readableVersion } from '@/lib/policies/readable-version'
import { PolicyDocument } from './parts/policy-document'

/** The version in force for whoever registers now (DS-01). Readable without an account and without the database (A-B5). */
export default staticPage(async () => {
  const version = await readableVersion(contextOf(undefined))
  if (!version) return <ErrorPage status={503} />
  return (
    <>
      <Title>Datenschutzerklärung</Title>
      <Heading level={1}>Datenschutzerklärung</Heading>
      <PolicyDocument version={version} />
    </>
  )
})
