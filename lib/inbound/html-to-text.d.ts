declare module 'html-to-text' {
  type Selector = { selector: string; format?: string; options?: Record<string, unknown> }
  type Limits = { maxInputLength?: number; maxDepth?: number; maxChildNodes?: number; ellipsis?: string }
  export function convert(
    html: string,
    options?: { wordwrap?: number | false; limits?: Limits; selectors?: Selector[] },
  ): string
}
