import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { ConversationRow, PhoneView } from '#contract/staff-api.ts'
import { useNow } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import { texts } from '../texts.ts'
import { useDesk, useDeskState } from './desk.ts'
import { useDraft, writeDraft } from './drafts.ts'
import { TemplateComposer } from './template-composer.tsx'
import { useTypingSignal } from './use-typing-signal.ts'

/** The server's limit of one reply; see `replyInput` in contract/staff-api.ts. */
const MAX_REPLY_CHARS = 4000
const COUNT_FROM = 3600

/** Where a reply is written, or what must happen before one can be. */
export function Composer({ row, phone }: { row: ConversationRow; phone: PhoneView | null }) {
  const { staffId } = useDesk()
  const now = useNow(20_000)
  if (row.status === 'with_staff' && row.staffId === staffId) {
    return isClosed(phone, now) ? (
      <TemplateComposer conversationId={row.conversationId} />
    ) : (
      <ReplyField row={row} />
    )
  }
  return <Barred row={row} />
}

/** WhatsApp takes free words for 24 hours after the customer last wrote. */
function isClosed(phone: PhoneView | null, now: Date): boolean {
  if (phone?.channel !== 'whatsapp') return false
  return phone.windowUntil === null || Date.parse(phone.windowUntil) <= now.getTime()
}

function ReplyField({ row }: { row: ConversationRow }) {
  const desk = useDesk()
  const { conversationId } = row
  const text = useDraft(conversationId)
  const setText = (next: string) => writeDraft(conversationId, next)
  const ref = useRef<HTMLTextAreaElement>(null)
  const typing = useTypingSignal((on) => desk.typing(conversationId, on))
  useShortcuts({ r: () => ref.current?.focus() })
  useEffect(() => ref.current?.focus(), [])
  const left = MAX_REPLY_CHARS - text.length
  const send = () => {
    if (text.trim() === '' || left < 0) return
    desk.reply(conversationId, text.trim())
    setText('')
    typing.stop()
    ref.current?.focus()
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') event.currentTarget.blur()
    // Enter that ends the composition of a Japanese or Chinese word sends nothing
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  const name = texts.desk.nameOf(row)
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={ref}
        className="composer-text"
        aria-label={texts.composer.label(name)}
        aria-describedby="composer-hint"
        placeholder={texts.composer.placeholder}
        rows={1}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          typing.touch()
        }}
        onBlur={typing.stop}
        onKeyDown={press}
      />
      <Button look="primary" icon="send" type="submit">
        {texts.composer.send}
      </Button>
      <p id="composer-hint" className={`composer-hint ${left < 0 ? 'field-error' : ''}`}>
        {text.length > COUNT_FROM ? texts.composer.left(left) : texts.composer.hint}
      </p>
    </form>
  )
}

function Barred({ row }: { row: ConversationRow }) {
  const desk = useDesk()
  const acting = useDeskState((state) => state.open?.acting ?? null)
  const name = texts.desk.nameOf(row)
  const take = (label: string, look: 'primary' | 'plain') => (
    <Button
      look={look}
      busy={acting !== null}
      title={texts.desk.hints.take}
      onClick={() => void desk.act(row.conversationId, 'take')}
    >
      {acting === 'take' ? texts.desk.acting.take : label}
    </Button>
  )
  return (
    <div className="composer composer-barred">
      <p>{sentenceFor(row, name)}</p>
      {row.status === 'queued' && take(texts.composer.take, 'primary')}
      {row.status === 'agent' && take(texts.composer.takeFromAgent, 'plain')}
    </div>
  )
}

function sentenceFor(row: ConversationRow, name: string): string {
  switch (row.status) {
    case 'queued':
      return texts.composer.queued(name)
    case 'agent':
      return texts.composer.agent
    case 'with_staff':
      return `${texts.composer.other(row.staffName ?? texts.rooms.staff)} ${texts.composer.otherWhy}`
    case 'closed':
      return texts.composer.closed
  }
}
