import { contextOf } from '@/app/_edge/context-of'
import { ErrorPage } from '@/app/_edge/error-page'
import { staticPage } from '@/app/_edge/page'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Title } from '@/components/layout/title'
import { readableVersion } from '@/lib/policies/readable-version'
import { PolicyDocument } from '../../parts/policy-document'

/** One published version at its permanent address, also when a newer one governs (DS-11). */
export default staticPage(async ({ params }) => {
  const number = /^[1-9]\d{0,5}$/.test(params.number ?? '') ? Number(params.number) : undefined
  const version = number && (await readableVersion(contextOf(undefined), number))
  if (!version) return <ErrorPage status={404} />
  const heading = `Datenschutzerklärung, Fassung ${version.number}`
  return (
    <>
      <Title>{heading}</Title>
      <Breadcrumb
        trail={[
          { href: '/datenschutz', label: 'Datenschutz' },
          { href: '/datenschutz/versionen', label: 'Fassungen' },
        ]}
      />
      <Heading level={1}>{heading}</Heading>
      {version.number > 1 ? (
        <p className="no-print">
          <Link href={`/datenschutz/versionen/${version.number}/aenderungen`} standalone>
            Änderungen gegenüber Fassung {version.number - 1}
          </Link>
        </p>
      ) : null}
      <PolicyDocument version={version} />
    </>
  )
})
