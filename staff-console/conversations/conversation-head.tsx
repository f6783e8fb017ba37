import type { ConversationRow, ConversationViewName, PhoneView } from '#contract/staff-api.ts'
import type { ConversationAction } from '../api/conversations.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Waiting } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { texts } from '../texts.ts'
import { useDesk, useDeskState } from './desk.ts'
import { statusOf } from './list-row.tsx'
import { waitingSince } from './rows.ts'

/** Who this is, who has them, and how to end one's part. */
export function ConversationHead(props: {
  row: ConversationRow
  /** Where they write from; null: on the site. */
  phone: PhoneView | null
  view: ConversationViewName
  onCustomer: () => void
}) {
  const { row, phone, view } = props
  const { staffId } = useDesk()
  const mine = row.status === 'with_staff' && row.staffId === staffId
  return (
    <header className="talk-head">
      <Link
        to={{ room: 'conversations', view, conversationId: null }}
        className="icon-button talk-back"
        aria-label={texts.transcript.back}
        title={texts.transcript.back}
      >
        <Icon name="back" />
      </Link>
      <div className="talk-who">
        <h2>{texts.desk.nameOf(row)}</h2>
        <p>
          {phone && `${texts.desk.phone(phone)} · `}
          {statusOf(row, staffId)}
          {row.status === 'queued' && (
            <>
              {' '}
              <Waiting since={waitingSince(row)} />
            </>
          )}
        </p>
      </div>
      {mine && (
        <>
          <ActionButton row={row} action="release" />
          <ActionButton row={row} action="resolve" />
        </>
      )}
      <Button look="quiet" icon="customer" className="talk-customer" onClick={props.onCustomer}>
        {texts.transcript.details}
      </Button>
    </header>
  )
}

function ActionButton({ row, action }: { row: ConversationRow; action: ConversationAction }) {
  const desk = useDesk()
  const acting = useDeskState((state) => state.open?.acting ?? null)
  return (
    <Button
      className={`talk-${action}`}
      title={texts.desk.hints[action]}
      busy={acting !== null}
      {...(action === 'resolve' && { icon: 'check' as const })}
      onClick={() => void desk.act(row.conversationId, action)}
    >
      {acting === action ? texts.desk.acting[action] : texts.desk.actions[action]}
      {action === 'release' && <span className="talk-to-agent"> {texts.desk.toAgent}</span>}
    </Button>
  )
}
