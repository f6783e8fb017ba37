import type { ConversationRow, ConversationViewName } from '#contract/staff-api.ts'
import { Ago, Waiting } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { texts } from '../texts.ts'
import { useDesk } from './desk.ts'
import { waitingSince } from './rows.ts'

/** One conversation in a list: who, why, what, since when. */
export function ListRow(props: { row: ConversationRow; view: ConversationViewName; current: boolean }) {
  const { row, view, current } = props
  const waiting = row.status === 'queued'
  const unread = row.unread && row.status === 'with_staff'
  return (
    <li>
      <Link
        to={{ room: 'conversations', view, conversationId: row.conversationId }}
        className={`row ${unread ? 'row-unread' : ''}`}
        aria-current={current ? 'true' : undefined}
      >
        <span className="row-top">
          <span className="row-name">{texts.desk.nameOf(row)}</span>
          {waiting ? (
            <span className={`row-time ${row.handoff?.noticeAt ? 'row-time-late' : 'row-time-waiting'}`}>
              <Waiting since={waitingSince(row)} />
              <span className="hidden"> {texts.desk.waiting}</span>
            </span>
          ) : (
            <span className="row-time">
              <Ago at={row.updatedAt} />
            </span>
          )}
        </span>
        {waiting ? <Reason row={row} /> : <LastWords row={row} showStatus={view !== 'mine'} />}
        {unread && <span className="row-dot" title={texts.desk.unread} />}
        {unread && <span className="hidden">{texts.desk.unread}</span>}
      </Link>
    </li>
  )
}

function Reason({ row }: { row: ConversationRow }) {
  if (!row.handoff) return <span className="row-text">{row.lastText}</span>
  return (
    <>
      <span className="row-reason">{texts.reasons[row.handoff.reason]}</span>
      <span className="row-text row-text-two">{onOneLine(row.handoff.summary) || row.lastText}</span>
      {row.handoff.noticeAt && <span className="row-late">{texts.desk.told}</span>}
    </>
  )
}

const onOneLine = (text: string) => text.trim().replaceAll(/\s*\n\s*/g, ' · ')

function LastWords({ row, showStatus }: { row: ConversationRow; showStatus: boolean }) {
  const { staffId } = useDesk()
  return (
    <>
      <span className="row-text">
        {saidBy.has(row.lastSender) && `${saidBy.get(row.lastSender)}: `}
        {row.lastText}
      </span>
      {showStatus && row.status !== 'closed' && <span className="row-status">{statusOf(row, staffId)}</span>}
    </>
  )
}

/** Our side is named; the shopper's own words stand alone. */
const saidBy = new Map<string | null, string>(Object.entries(texts.desk.saidBy))

/** Who has the conversation, in words. */
export function statusOf(row: ConversationRow, staffId: string): string {
  if (row.status !== 'with_staff') return texts.desk.status[row.status]
  return row.staffId === staffId ? texts.desk.status.mine : texts.desk.status.with_staff(row.staffName)
}
