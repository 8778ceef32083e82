import { MemberText } from '@/components/content/member-text'
import { longText, longWord, type Part } from './part'

/** Every element that a text of a member can have (lib/markdown.ts), each with words that are too long for a phone. */
export const memberText = `# Überschrift eins

## Überschrift zwei

### Überschrift drei

${longText} **Fett**, *schräg*, ~~gestrichen~~, \`kurzer Code\` und ein [Link](https://www.thueringen.de/${longWord}).
Ein Umbruch, und ein langes Wort: ${longWord}${longWord}${longWord}

- Punkt
- ${longText}
  - darunter

3. drei
4. vier

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
`

export const contentParts: readonly Part[] = [
  {
    name: 'MemberText',
    states: [
      ['im Forum und in Nachrichten', <MemberText key="text" text={memberText} />],
      ['in Angeboten', <MemberText key="prosa" text={memberText} look="prose" />],
    ],
  },
]
