import { useEffect, useState } from 'react'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { OfferTry } from '#contract/staff-offers.ts'
import { RequestError } from '../api/http.ts'
import { tryOffer } from '../api/offers.ts'
import { texts } from '../texts.ts'
import type { BasketItem } from './basket-fields.tsx'

/** A change is often followed by another: the question waits this long for it. */
const PAUSE_MS = 250

export interface Trying {
  /** The last answer stays until the next one is here. */
  answer: OfferTry | null
  status: 'waits' | 'asking' | 'ready' | 'failed'
  problem: string | null
  retry: () => void
}

/** What the rules say to a customer with a basket; a question that is overtaken is given up. */
export function useTry(
  offerId: string,
  customerId: string | null,
  channel: OutboundChannel | null,
  items: readonly BasketItem[],
): Trying {
  const [held, setHeld] = useState<Omit<Trying, 'retry'>>({ answer: null, status: 'waits', problem: null })
  const [tries, setTries] = useState(0)
  const lines = JSON.stringify(
    items.map(({ product: { productId, variantId }, quantity }) => ({ productId, variantId, quantity })),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same again
  useEffect(() => {
    if (customerId === null) return
    const giveUp = new AbortController()
    setHeld((before) => ({ ...before, status: 'asking', problem: null }))
    const timer = window.setTimeout(async () => {
      try {
        const asked = { customerId, channel, lines: JSON.parse(lines) }
        const answer = await tryOffer(offerId, asked, giveUp.signal)
        if (!giveUp.signal.aborted) setHeld({ answer, status: 'ready', problem: null })
      } catch (error) {
        if (!giveUp.signal.aborted) setHeld({ answer: null, status: 'failed', problem: problemOf(error) })
      }
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      giveUp.abort()
    }
  }, [offerId, customerId, channel, lines, tries])
  return { ...held, retry: () => setTries((count) => count + 1) }
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  return error.problem?.status === 404 ? error.message : texts.offers.trying.failed
}
