import { useEffect, useRef, useState } from 'react'
import type { Message } from '../../contract/message.ts'
import type { ChatState } from '../chat/state.ts'
import { newest } from '../chat/transcript.ts'
import { fill } from '../texts.ts'
import { Icon } from './icons.tsx'
import { MessageRow, UnsentRow } from './message.tsx'
import { isAtEnd, showNewest } from './scrolling.ts'
import type { Ui } from './ui.ts'

/** All that was said, oldest first, with what is happening now at its end. */
export function TranscriptView({ state, greeting, ui }: { state: ChatState; greeting: Greeting; ui: Ui }) {
  const scroller = useRef<HTMLElement>(null)
  const [isBehind, setBehind] = useState(false)
  const { transcript, outbox, typing, isOpen } = state
  const { messages } = transcript
  const last = newest(transcript)

  const wasAtEnd = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when something new is shown, whatever that is
  useEffect(() => {
    const element = scroller.current
    if (!element || !isOpen) return
    const isMine = outbox.length > 0 || last?.sender === 'customer'
    if (wasAtEnd.current || isMine) showNewest(element)
    else setBehind(true)
  }, [last?.messageId, last?.rev, outbox.length, typing !== null, isOpen])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    // a bar, a keyboard or a growing field takes room: the end stays in sight
    const watcher = new ResizeObserver(() => wasAtEnd.current && showNewest(element))
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])

  const scrolled = () => {
    wasAtEnd.current = scroller.current === null || isAtEnd(scroller.current)
    if (wasAtEnd.current) setBehind(false)
  }

  return (
    <div className="scroller-frame">
      <section
        className="scroller"
        ref={scroller}
        onScroll={scrolled}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={ui.texts.messages}
      >
        {state.isStored && <Kept ui={ui} />}
        <Greeted
          greeting={greeting}
          showsStarters={messages.length === 0 && outbox.length === 0 && state.isSynced}
          ui={ui}
        />
        <ol className="messages">
          {rows(state, ui)}
          {outbox.map((entry) => (
            <UnsentRow key={entry.clientMessageId} entry={entry} ui={ui} />
          ))}
        </ol>
        {last && outbox.length === 0 && <QuickReplies message={last} ui={ui} />}
        {typing && <Typing name={typing.name ?? ui.texts.assistant} ui={ui} />}
      </section>
      {isBehind && (
        <button
          type="button"
          className="button newer"
          onClick={() => scroller.current && showNewest(scroller.current)}
        >
          <Icon name="down" />
          {ui.texts.newMessages}
        </button>
      )}
    </div>
  )
}

export interface Greeting {
  text: string
  starters: string[]
}

function rows(state: ChatState, ui: Ui) {
  const { messages, conversation } = state.transcript
  const readSeq = conversation?.staffReadSeq ?? 0
  const read = messages.findLast((message) => message.sender === 'customer' && message.seq <= readSeq)
  const withCart = messages.findLast((message) => message.parts.some((part) => part.type === 'cart'))
  const said = messages.findLast((message) => message.sender !== 'system')
  let day = ''
  return messages.map((message) => {
    const date = ui.date(message.createdAt)
    const isNewDay = day !== '' && date !== day
    day = date
    // the shopper's own row keeps its key when it turns from unsent to stored
    return [
      isNewDay && (
        <li key={`day ${message.messageId}`} className="row system">
          {date}
        </li>
      ),
      <MessageRow
        key={message.clientMessageId ?? message.messageId}
        message={message}
        isLatest={message === said && state.outbox.length === 0}
        isLatestCart={message === withCart}
        showsRead={message === read}
        ui={ui}
      />,
    ]
  })
}

function Kept({ ui }: { ui: Ui }) {
  return (
    <p className="kept muted">
      {ui.texts.kept}{' '}
      <button type="button" className="link" onClick={() => ui.chat.agree(false)}>
        {ui.texts.forget}
      </button>
    </p>
  )
}

interface GreetedProps {
  greeting: Greeting
  showsStarters: boolean
  ui: Ui
}

function Greeted({ greeting, showsStarters, ui }: GreetedProps) {
  return (
    <>
      <div className="row theirs">
        <div className="bubble">
          <p>{greeting.text}</p>
        </div>
      </div>
      {showsStarters && greeting.starters.length > 0 && (
        <Chips choices={greeting.starters.map((text) => ({ label: text, text }))} ui={ui} />
      )}
    </>
  )
}

function QuickReplies({ message, ui }: { message: Message; ui: Ui }) {
  if (message.status !== 'complete') return null
  const choices = message.parts.flatMap((part) => (part.type === 'choices' ? part.choices : []))
  return choices.length > 0 ? <Chips choices={choices} ui={ui} /> : null
}

function Chips({ choices, ui }: { choices: { label: string; text: string }[]; ui: Ui }) {
  return (
    <ul className="chips">
      {choices.map(({ label, text }) => (
        <li key={label}>
          <button type="button" className="chip" onClick={() => ui.chat.send(text)}>
            {label}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Typing({ name, ui }: { name: string; ui: Ui }) {
  return (
    <p className="row theirs typing">
      <span className="hidden">{fill(ui.texts.typing, { name })}</span>
      <span className="bubble dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </p>
  )
}
