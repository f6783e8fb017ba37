import { useEffect, useState } from 'react'
import type { MessagePart } from '../../contract/message.ts'
import type { Ui } from './ui.ts'

const LONGEST_TIMER_MS = 2 ** 31 - 1 // a longer one would ring at once

interface Props {
  part: Extract<MessagePart, { type: 'proposal' }>
  isOpen: boolean
  ui: Ui
}

/** What the house would do, and the two answers. They are sent as the shopper's own words; the server decides. */
export function Proposal({ part, isOpen, ui }: Props) {
  const isExpired = useExpiry(part.expiresAt)
  const { texts, chat } = ui
  return (
    <div className="card proposal">
      <p>{part.summary}</p>
      {isOpen && !isExpired && (
        <div className="answers">
          <button type="button" className="button main" onClick={() => chat.send(texts.yes)}>
            {texts.yes}
          </button>
          <button type="button" className="button" onClick={() => chat.send(texts.no)}>
            {texts.no}
          </button>
        </div>
      )}
      {isOpen && isExpired && <p className="muted">{texts.expired}</p>}
    </div>
  )
}

function useExpiry(expiresAt: string): boolean {
  const [isExpired, setExpired] = useState(() => Date.parse(expiresAt) <= Date.now())
  useEffect(() => {
    if (isExpired) return
    const ms = Math.min(LONGEST_TIMER_MS, Date.parse(expiresAt) - Date.now())
    const timer = setTimeout(() => setExpired(Date.parse(expiresAt) <= Date.now()), ms)
    return () => clearTimeout(timer)
  }, [expiresAt, isExpired])
  return isExpired
}
