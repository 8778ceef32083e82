import { MemberText } from '@/components/content/member-text'
import { TypedText } from '@/components/content/typed-text'
import { longText, longWord, type Part } from './part'

/** Every element that a text of a member can have (lib/writing/render-markdown.ts), each with words that are too long for a phone. */
export const memberText = `# Überschrift eins

## Überschrift zwei

### Überschrift drei

${longText} **Fett**, *schräg*, ~~gestrichen~~, \`kurzer Code\` und ein [Link](https://www.beispiel.example/${longWord}),
für Referent*innen[^1], mit Adressen, die für sich stehen: „https://www.beispiel.example/${longWord}“, info@bildung.example.
Ein Umbruch, und ein langes Wort: ${longWord}${longWord}${longWord}

- Punkt
- ${longText}
  - darunter

1. eins
2. zwei
   1. darunter

3. Dezember: ein Tag und keine Nummer
10. Dezember: noch einer

> Ein Zitat: ${longText}
>
> > darin noch eines

---

\`\`\`
${'Eine lange Zeile Code, die niemand umbrechen darf. '.repeat(4)}
\`\`\`

| Tag | Uhrzeit | Ort | Thema |
|-----|---------|-----|-------|
| Montag | 9 bis 12 Uhr | Erfurt, Warsbergstraße | ${longWord} |
| Dienstag | 13 bis 16 Uhr | Jena | Grundlagen |

[^1]: Eine Fußnote steht dort, wo sie geschrieben wurde.
`

export const contentParts: readonly Part[] = [
  {
    name: 'MemberText',
    states: [['in Angeboten, im Forum, im Verzeichnis', <MemberText key="text" text={memberText} drawn={null} />]],
  },
  {
    name: 'TypedText',
    states: [['in Nachrichten', <TypedText key="text" text={memberText.slice(0, 600)} />]],
  },
]
