import { useRef, useState } from 'react'
import type { OutreachInput } from '#contract/staff-outreach.ts'
import { RequestError } from '../api/http.ts'
import { writeToCustomer } from '../api/outreach.ts'
import { texts } from '../texts.ts'

const words = texts.outreach

export interface Sending {
  busy: boolean
  /** Why it was not sent; the words stay in the field. */
  problem: string | null
  said: string
  send: (content: Omit<OutreachInput, 'clientMessageId'>) => Promise<void>
}

/**
 * Sends what was written. One that got no answer is sent again under its own id, so that it never goes out
 * twice; one that is changed is another message.
 */
export function useSending(customerId: string, onSent: () => void): Sending {
  const [held, setHeld] = useState<Omit<Sending, 'send'>>({ busy: false, problem: null, said: '' })
  const last = useRef<{ content: string; clientMessageId: string } | null>(null)
  const send: Sending['send'] = async (content) => {
    const key = JSON.stringify(content)
    if (last.current?.content !== key)
      last.current = { content: key, clientMessageId: `console-${crypto.randomUUID()}` }
    const { clientMessageId } = last.current
    setHeld({ busy: true, problem: null, said: '' })
    try {
      const sent = await writeToCustomer(customerId, { ...content, clientMessageId })
      last.current = null
      const said = sent.state === 'held' ? `${sent.words} ${words.said.held}` : words.said.queued
      setHeld({ busy: false, problem: null, said: said.trim() })
      onSent()
    } catch (error) {
      const refused = error instanceof RequestError && error.reason === 'refused'
      if (refused) last.current = null
      setHeld({ busy: false, problem: refused ? error.message : texts.app.noConnection, said: '' })
    }
  }
  return { ...held, send }
}
