import { ButtonGroup } from '../kern/button'
import { ButtonLink } from '../kern/button-link'
import { Heading } from '../kern/heading'
import { Preline, Text } from '../kern/text'
import { Band } from '../layout/page'

export function Hero({ isMember }: { isMember: boolean }) {
  return (
    <Band surface>
      <div className="grid items-center gap-12 lg:grid-cols-[minmax(0,7fr)_minmax(0,4fr)]">
        <div className="flex flex-col gap-6">
          <div>
            <Preline>Das Portal für berufliche Weiterbildung</Preline>
            <Heading level={1} size="display">
              Qualifizierung in Thüringen gemeinsam voranbringen
            </Heading>
          </div>
          <Text size="large">
            Das Portal verbindet alle, die in Thüringen Weiterbildung suchen, anbieten, beraten und fördern. Hier finden
            Sie Kurse, Veranstaltungen und Informationen, und die Menschen, die dahinterstehen.
          </Text>
          <ButtonGroup>
            <ButtonLink href="/angebote">Angebote ansehen</ButtonLink>
            {isMember ? (
              <ButtonLink href="/forum" variant="secondary">
                Zum Forum
              </ButtonLink>
            ) : (
              <ButtonLink href="/registrieren" variant="secondary">
                Registrieren
              </ButtonLink>
            )}
          </ButtonGroup>
        </div>
        <Steps />
      </div>
    </Band>
  )
}

/** Four steps that lead up and a path along them: the portal's mark, large. */
function Steps() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 320 280"
      className="mx-auto hidden w-full max-w-xs text-action lg:block"
      fill="currentColor"
    >
      <rect x="8" y="208" width="64" height="64" rx="4" opacity=".28" />
      <rect x="88" y="160" width="64" height="112" rx="4" opacity=".46" />
      <rect x="168" y="104" width="64" height="168" rx="4" opacity=".7" />
      <rect x="248" y="40" width="64" height="232" rx="4" />
      <path
        d="M40 176 120 128 200 72 280 12"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeDasharray="2 10"
        strokeLinecap="round"
      />
      <circle cx="40" cy="176" r="8" />
      <circle cx="120" cy="128" r="8" />
      <circle cx="200" cy="72" r="8" />
      <circle cx="280" cy="12" r="8" />
    </svg>
  )
}
