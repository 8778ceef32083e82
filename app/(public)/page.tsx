import { publicPage } from '@/app/_edge/page'
import { Title } from '@/components/layout/title'
import { Audience } from '@/components/start/audience'
import { Benefits } from '@/components/start/benefits'
import { DataPromise } from '@/components/start/data-promise'
import { Hero } from '@/components/start/hero'
import { currentPublications } from '@/lib/publications/current'
import { Latest } from './parts/latest'

/** What the portal is, what it offers now, for whom, and what it does with data. */
export default publicPage(async ({ ctx, member }) => (
  <>
    <Title>Startseite</Title>
    <Hero isMember={Boolean(member)} />
    <Latest current={await currentPublications(ctx)} />
    <Benefits />
    <Audience />
    <DataPromise />
  </>
))
