import { Button } from '@/components/kern/button'
import { changeSubscription } from '../actions'

type Props = {
  kind: 'topic' | 'category'
  id: string
  isSubscribed: boolean
  /** Whole words for the button. */
  labels: { subscribe: string; unsubscribe: string }
  back?: 'page' | 'list'
}

/** E-mails about news here: on or off, one click. */
export function SubscribeButton({ kind, id, isSubscribed, labels, back = 'page' }: Props) {
  return (
    <form action={changeSubscription}>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="wanted" value={isSubscribed ? 'no' : 'yes'} />
      <input type="hidden" name="back" value={back} />
      <Button variant="tertiary" small icon="mail">
        {isSubscribed ? labels.unsubscribe : labels.subscribe}
      </Button>
    </form>
  )
}
