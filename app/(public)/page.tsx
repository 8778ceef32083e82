import { publicPage } from '@/app/_edge/page'
import { Title } from '@/components/layout/title'
import { Audience } from '@/components/start/audience'
import { Benefits } from '@/components/start/benefits'
import { DataPromise } from '@/components/start/data-promise'
import { Hero } from '@/components/start/hero'

/** What the portal is, for whom, and what it does with data. */
export default publicPage(({ member }) => (
  <>
    <Title>Startseite</Title>
    <Hero isMember={Boolean(member)} />
    <Audience />
    <Benefits />
    <DataPromise />
  </>
))
