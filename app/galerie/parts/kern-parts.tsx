import { Accordion } from '@/components/kern/accordion'
import { Alert } from '@/components/kern/alert'
import { Badge } from '@/components/kern/badge'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Button, ButtonGroup } from '@/components/kern/button'
import { ButtonLink } from '@/components/kern/button-link'
import { Card } from '@/components/kern/card'
import { DescriptionList } from '@/components/kern/description-list'
import { Fieldset } from '@/components/kern/fieldset'
import { Check, FieldError, FormField, Input, InputGroup, Select, Textarea } from '@/components/kern/form-field'
import { Heading } from '@/components/kern/heading'
import { Icon, type IconName } from '@/components/kern/icon'
import { Kopfzeile } from '@/components/kern/kopfzeile'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Pagination } from '@/components/kern/pagination'
import { Summary } from '@/components/kern/summary'
import { Table } from '@/components/kern/table'
import { Preline, ScreenReaderText, Text } from '@/components/kern/text'
import { longText, longWord, type Part } from './part'

const variants = ['info', 'success', 'warning', 'danger'] as const
const buttons = ['primary', 'secondary', 'tertiary', 'danger', 'menu'] as const
const icons = [
  'account-circle',
  'arrow-back',
  'arrow-forward',
  'check',
  'danger',
  'download',
  'edit',
  'info',
  'logout',
  'mail',
  'search',
  'success',
  'visibility',
  'visibility-off',
  'warning',
] as const satisfies IconName[]
const items = [
  { term: 'Name', value: 'Beispiel, Anna' },
  { term: longWord, value: longText },
]
const rows = [
  { name: 'Anna Beispiel', group: longWord, count: 3 },
  { name: 'Bernd Muster', group: 'Unternehmen', count: 1_234 },
]
const trail = [
  { href: '#kern', label: 'Verwaltung' },
  { href: '#formulare', label: longWord },
]

export const kernParts: readonly Part[] = [
  {
    name: 'Accordion',
    states: [
      [
        'geschlossen',
        <Accordion key="zu" title={longWord}>
          <Text>{longText}</Text>
        </Accordion>,
      ],
      [
        'offen',
        <Accordion key="auf" title="Weitere Filter" open>
          <Text>{longText}</Text>
        </Accordion>,
      ],
    ],
  },
  {
    name: 'Alert',
    states: [
      ...variants.map(
        (variant) =>
          [
            variant,
            <Alert key={variant} variant={variant} title={`Hinweis: ${longWord}`}>
              <Text>{longText}</Text>
            </Alert>,
          ] as const,
      ),
      ['nur Titel, als Überschrift', <Alert key="titel" title="Gespeichert" level={3} />],
      [
        'mit Meldung für Screenreader, fokussierbar',
        <Alert key="status" title="Gesendet" role="status" id="galerie-alert" focusable />,
      ],
    ],
  },
  {
    name: 'Badge',
    states: variants.map((variant) => [
      variant,
      <span key={variant} className="flex flex-wrap gap-2">
        <Badge variant={variant}>Zustand</Badge>
        <Badge variant={variant} icon>
          {longWord}
        </Badge>
      </span>,
    ]),
  },
  { name: 'Breadcrumb', states: [['zwei Stufen', <Breadcrumb key="weg" trail={trail} />]] },
  {
    name: 'Button',
    states: [
      ...buttons.map(
        (variant) =>
          [
            variant,
            <ButtonGroup key={variant}>
              <Button type="button" variant={variant}>
                Speichern
              </Button>
              <Button type="button" variant={variant} icon="edit">
                Mit Symbol
              </Button>
              <Button type="button" variant={variant} small>
                Klein
              </Button>
              <Button type="button" variant={variant} aria-disabled>
                Wird gesendet
              </Button>
              <Button type="button" variant={variant}>
                {longWord}
              </Button>
            </ButtonGroup>,
          ] as const,
      ),
      [
        'ganze Breite',
        <Button key="breit" type="button" block>
          Anmelden
        </Button>,
      ],
    ],
  },
  {
    name: 'ButtonGroup',
    states: [
      [
        'bricht um',
        <ButtonGroup key="gruppe">
          <Button type="button">Eins</Button>
          <Button type="button" variant="secondary">
            {longWord}
          </Button>
        </ButtonGroup>,
      ],
    ],
  },
  {
    name: 'ButtonLink',
    states: buttons.map((variant) => [
      variant,
      <ButtonLink
        key={variant}
        variant={variant}
        href="#kern"
        icon="arrow-forward"
      >{`Weiter zu ${longWord}`}</ButtonLink>,
    ]),
  },
  {
    name: 'Card',
    states: [
      [
        'einfach',
        <Card key="einfach" title="Titel" level={4}>
          <Text>{longText}</Text>
        </Card>,
      ],
      [
        'ganz ein Link',
        <Card
          key="link"
          title={longWord}
          level={4}
          preline="Kurs"
          href="#kern"
          footer={<Text size="small">Fußzeile</Text>}
        >
          <Text>{longText}</Text>
        </Card>,
      ],
      [
        'getönt, so hoch wie ihr Inhalt',
        <Card key="hug" hug surface>
          <Text>{longText}</Text>
        </Card>,
      ],
    ],
  },
  {
    name: 'Check',
    states: [
      ['Kästchen', <Check key="kasten" kind="checkbox" id="galerie-check-1" label={longText} />],
      [
        'Kästchen mit Fehler',
        <Check
          key="fehler"
          kind="checkbox"
          id="galerie-check-2"
          label="Ich stimme zu"
          invalid
          aria-describedby="galerie-check-2-fehler"
        >
          <FieldError id="galerie-check-2" error="Bitte stimmen Sie zu." />
        </Check>,
      ],
      [
        'Punkt, gewählt',
        <Check key="punkt" kind="radio" name="galerie-punkt" id="galerie-check-3" label={longWord} defaultChecked />,
      ],
      ['gesperrt', <Check key="gesperrt" kind="checkbox" id="galerie-check-4" label="Gesperrt" disabled />],
    ],
  },
  {
    name: 'DescriptionList',
    states: [
      ['nebeneinander', <DescriptionList key="neben" items={items} />],
      ['untereinander', <DescriptionList key="unter" items={items} stacked />],
    ],
  },
  {
    name: 'FieldError',
    states: [['am Feld', <FieldError key="fehler" id="galerie-meldung" error={`Geben Sie an: ${longWord}.`} />]],
  },
  {
    name: 'Fieldset',
    states: [
      [
        'mit Hinweis',
        <Fieldset key="a" id="galerie-gruppe-1" legend="Welche Angebote?" hint={longText}>
          <Check kind="checkbox" id="galerie-gruppe-1-a" label="Kurse" />
        </Fieldset>,
      ],
      [
        'Fehler, nebeneinander',
        <Fieldset key="b" id="galerie-gruppe-2" legend={longWord} error="Bitte wählen Sie aus." horizontal>
          <Check kind="radio" name="galerie-wahl" id="galerie-gruppe-2-a" label="Ja" invalid />
          <Check kind="radio" name="galerie-wahl" id="galerie-gruppe-2-b" label="Nein" invalid />
        </Fieldset>,
      ],
    ],
  },
  {
    name: 'FormField',
    states: [
      [
        'mit Hinweis',
        <FormField key="a" id="galerie-feld-1" label={longWord} hint={longText}>
          <Input id="galerie-feld-1" aria-describedby="galerie-feld-1-hinweis" />
        </FormField>,
      ],
      [
        'freiwillig',
        <FormField key="b" id="galerie-feld-2" label="Telefon" optional>
          <Input id="galerie-feld-2" />
        </FormField>,
      ],
      [
        'Fehler',
        <FormField key="c" id="galerie-feld-3" label="Name" error="Geben Sie Ihren Namen ein.">
          <Input id="galerie-feld-3" invalid aria-invalid aria-describedby="galerie-feld-3-fehler" />
        </FormField>,
      ],
    ],
  },
  {
    name: 'Heading',
    states: ([4] as const).flatMap((level) =>
      (['display', 'x-large', 'large', 'medium', 'small'] as const).map(
        (size) => [size, <Heading key={size} level={level} size={size}>{`${longWord} in Thüringen`}</Heading>] as const,
      ),
    ),
  },
  {
    name: 'Icon',
    states: (['small', 'default', 'large', 'x-large'] as const).map((size) => [
      size,
      <span key={size} className="flex flex-wrap gap-2">
        {icons.map((name) => (
          <Icon key={name} name={name} size={size} />
        ))}
      </span>,
    ]),
  },
  {
    name: 'Input',
    states: [['gesperrt', <Input key="gesperrt" aria-label="Gesperrt" disabled defaultValue={longWord} />]],
  },
  {
    name: 'InputGroup',
    states: [
      [
        'mit Knopf',
        <InputGroup key="gruppe">
          <Input aria-label="Passwort" type="password" />
          <Button type="button" variant="secondary" icon="visibility" aria-label="Passwort anzeigen">
            Anzeigen
          </Button>
        </InputGroup>,
      ],
    ],
  },
  {
    name: 'Kopfzeile',
    states: [['über dem Kopf', <Kopfzeile key="kopf">Ein Angebot des Freistaats Thüringen</Kopfzeile>]],
  },
  {
    name: 'Link',
    states: [
      [
        'im Satz',
        <Text key="satz">
          Lesen Sie die <Link href="#kern">Datenschutzerklärung der {longWord}</Link> vorher.
        </Text>,
      ],
      [
        'für sich, mit Symbol',
        <Link key="allein" href="#kern" standalone icon="arrow-back">
          Zurück zur Übersicht
        </Link>,
      ],
      [
        'klein',
        <Link key="klein" href="#kern" standalone small>
          Impressum
        </Link>,
      ],
    ],
  },
  {
    name: 'List',
    states: [
      ['Punkte', <List key="punkte" items={['Kurse', longText, longWord]} />],
      ['Nummern', <List key="nummern" numbered items={['Anmelden', longText]} />],
    ],
  },
  {
    name: 'Pagination',
    states: [
      ['erste Seite', <Pagination key="a" page={1} pages={12} href={(page) => `?seite=${page}`} label="Erste" />],
      [
        'mitten, mit Enden',
        <Pagination key="b" page={6} pages={1_240} href={(page) => `?seite=${page}`} label="Mitte" ends />,
      ],
      ['letzte Seite', <Pagination key="c" page={12} pages={12} href={(page) => `?seite=${page}`} label="Letzte" />],
    ],
  },
  { name: 'Preline', states: [['über einer Überschrift', <Preline key="zeile">Weiterbildung</Preline>]] },
  {
    name: 'ScreenReaderText',
    states: [['nur zu hören', <ScreenReaderText key="text">Nur für Screenreader</ScreenReaderText>]],
  },
  {
    name: 'Select',
    states: [
      [
        'gefüllt',
        <Select key="wahl" aria-label="Nutzergruppe" defaultValue="b">
          <option value="a">Unternehmen</option>
          <option value="b">{longText}</option>
        </Select>,
      ],
      [
        'Fehler',
        <Select key="fehler" aria-label="Thema" invalid aria-invalid>
          <option value="">Bitte wählen</option>
        </Select>,
      ],
    ],
  },
  {
    name: 'Summary',
    states: [
      [
        'mit Aktion',
        <Summary
          key="block"
          title="Ihre Angaben"
          level={3}
          items={items}
          actions={
            <ButtonLink href="#kern" variant="secondary">
              Ändern
            </ButtonLink>
          }
        />,
      ],
    ],
  },
  {
    name: 'Table',
    states: [
      [
        'gefüllt',
        <Table key="voll" caption="Mitglieder" rows={rows} rowKey={({ name }) => name} columns={columns()} />,
      ],
      [
        'klein, ohne sichtbaren Titel',
        <Table
          key="klein"
          caption="Mitglieder, klein"
          hideCaption
          small
          rows={rows}
          rowKey={({ name }) => name}
          columns={columns()}
        />,
      ],
      [
        'leer',
        <Table key="leer" caption="Niemand" rows={[]} rowKey={() => ''} columns={[]} empty="Noch keine Mitglieder." />,
      ],
    ],
  },
  {
    name: 'Text',
    states: [
      ...(['small', 'default', 'large'] as const).map(
        (size) =>
          [
            size,
            <Text key={size} size={size}>
              {longText}
            </Text>,
          ] as const,
      ),
      [
        'fett',
        <Text key="fett" strong>
          {longText}
        </Text>,
      ],
      [
        'zurückgenommen',
        <Text key="leise" muted>
          {longText}
        </Text>,
      ],
      [
        'Anschrift',
        <Text key="anschrift" as="address">
          Warsbergstraße 1, 99092 Erfurt
        </Text>,
      ],
    ],
  },
  {
    name: 'Textarea',
    states: [
      ['gefüllt', <Textarea key="text" aria-label="Nachricht" rows={3} defaultValue={longText} />],
      ['Fehler', <Textarea key="fehler" aria-label="Begründung" rows={2} invalid aria-invalid />],
    ],
  },
]

function columns() {
  return [
    { title: 'Name', heading: true, cell: ({ name }: (typeof rows)[number]) => name },
    { title: 'Gruppe', cell: ({ group }: (typeof rows)[number]) => group },
    { title: 'Anzahl', numeric: true, cell: ({ count }: (typeof rows)[number]) => count },
  ]
}
