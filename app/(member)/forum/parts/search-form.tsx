import { Button } from '@/components/kern/button'
import { FormField, Input } from '@/components/kern/form-field'
import { lengths } from '@/lib/forum/limits'

/** Search over titles and posts; a GET form, so that a search has an address. */
export function SearchForm({ query }: { query?: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to the types of all tools yet
    <form
      action="/forum/suche"
      role="search"
      aria-label="Forum"
      className="flex max-w-xl grow flex-wrap items-end gap-3"
    >
      <div className="min-w-56 grow">
        <FormField id="q" label="Im Forum suchen">
          <Input id="q" name="q" type="search" defaultValue={query} maxLength={lengths.query} required />
        </FormField>
      </div>
      <Button variant="secondary" icon="search">
        Suchen
      </Button>
    </form>
  )
}
