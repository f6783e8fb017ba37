import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ConversationDetail, ConversationRow } from '#contract/staff-api.ts'
import { dayKey, dayName, useNow } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { useDesk, useDeskState } from './desk.ts'
import { HandoffCard } from './handoff-card.tsx'
import { MessageItem } from './message-item.tsx'
import { PendingItem } from './pending-item.tsx'
import { repliesOf } from './replies.ts'
import { type TimelineEntry, timelineOf } from './timeline.ts'
import { ToolCalls } from './tool-calls.tsx'
import { WaitingItem } from './waiting-item.tsx'

const NEAR_END_PX = 80

/** What was said, by whom, with what the agent looked up between the lines. */
export function Transcript({ detail, row }: { detail: ConversationDetail; row: ConversationRow }) {
  const pending = useDeskState((state) => repliesOf(state.pending, row.conversationId))
  const entries = useMemo(
    () => timelineOf(detail.messages, detail.toolCalls, pending, dayKey),
    [detail, pending],
  )
  const { ref, away, toEnd } = useStickToEnd(
    entries.length + (detail.waiting?.length ?? 0),
    detail.messages.at(-1)?.rev ?? 0,
  )
  useReadMark(row, detail.messages.at(-1)?.seq ?? 0, away)
  const typing = useDeskState((state) => state.open?.customerTyping ?? false)
  const lastRead = lastReadSeq(detail)
  return (
    <div className="transcript">
      <section
        className="transcript-scroll"
        ref={ref}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={texts.transcript.messages}
      >
        {row.handoff && row.status === 'queued' && <HandoffCard handoff={row.handoff} />}
        {(detail.messages[0]?.seq ?? 1) > 1 && <p className="event">{texts.transcript.older}</p>}
        {entries.length === 0 && <p className="event">{texts.transcript.empty}</p>}
        <ol className="entries">
          {entries.map((entry) => (
            <Entry key={entry.key} entry={entry} row={row} lastRead={lastRead} />
          ))}
          {detail.waiting?.map((item) => (
            <WaitingItem key={item.outboxId} conversationId={row.conversationId} item={item} />
          ))}
        </ol>
        <p className="typing" role="status">
          {typing && texts.transcript.typing(texts.desk.nameOf(row))}
        </p>
      </section>
      {away && (
        <Button look="primary" icon="down" className="to-end" onClick={toEnd}>
          {texts.transcript.newest}
        </Button>
      )}
    </div>
  )
}

function Entry(props: { entry: TimelineEntry; row: ConversationRow; lastRead: number }) {
  const { entry, row } = props
  switch (entry.kind) {
    case 'day':
      return <DayLine at={entry.at} />
    case 'tools':
      return <ToolCalls calls={entry.calls} />
    case 'pending':
      return <PendingItem conversationId={row.conversationId} reply={entry.reply} />
    case 'message':
      return (
        <MessageItem
          message={entry.message}
          first={entry.first}
          customerName={texts.desk.nameOf(row)}
          read={entry.message.seq === props.lastRead}
        />
      )
  }
}

function DayLine({ at }: { at: string }) {
  const now = useNow(60_000)
  return (
    <li className="day">
      <span>{dayName(at, now)}</span>
    </li>
  )
}

/** The last word of ours that the shopper has read. */
function lastReadSeq(detail: ConversationDetail): number {
  const ours = detail.messages.filter(
    (message) =>
      (message.sender === 'support' || message.sender === 'associate') &&
      message.seq <= detail.customerReadSeq,
  )
  return ours.at(-1)?.seq ?? -1
}

/** Keeps the newest line in view, unless the reader has gone up; `away` then offers the way back. */
function useStickToEnd(count: number, rev: number) {
  const ref = useRef<HTMLElement>(null)
  const following = useRef(true)
  const [away, setAway] = useState(false)
  const toEnd = useCallback(() => ref.current?.scrollTo({ top: ref.current.scrollHeight }), [])
  useEffect(() => {
    const box = ref.current
    if (!box) return
    const look = () => {
      following.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX
      if (following.current) setAway(false)
    }
    box.addEventListener('scroll', look, { passive: true })
    // pictures and the on-screen keyboard change the height after the text is there
    const resized = new ResizeObserver(() => following.current && toEnd())
    resized.observe(box)
    for (const child of box.children) resized.observe(child)
    return () => {
      box.removeEventListener('scroll', look)
      resized.disconnect()
    }
  }, [toEnd])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new or changed line is what moves the view
  useLayoutEffect(() => {
    if (following.current) toEnd()
    else setAway(true)
  }, [count, rev])
  return { ref, away, toEnd }
}

/** Read is what its owner has truly had before the eyes: this tab, in front, at the end. */
function useReadMark(row: ConversationRow, lastSeq: number, away: boolean): void {
  const desk = useDesk()
  useEffect(() => {
    const mark = () => {
      if (document.visibilityState === 'visible' && !away) desk.read(row.conversationId, lastSeq)
    }
    mark()
    document.addEventListener('visibilitychange', mark)
    return () => document.removeEventListener('visibilitychange', mark)
  }, [desk, row, lastSeq, away])
}
