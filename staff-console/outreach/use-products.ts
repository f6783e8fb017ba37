import { useEffect, useState } from 'react'
import type { ProductCard } from '#contract/message.ts'
import { findProducts } from '../api/outreach.ts'

/** A key is often followed by another: the question waits this long for it. */
const PAUSE_MS = 200

export interface FoundProducts {
  status: 'waits' | 'ready' | 'failed'
  products: readonly ProductCard[]
}

/** Products by what is typed; nothing is asked for nothing. A question that is overtaken is given up. */
export function useProducts(text: string): FoundProducts {
  const [found, setFound] = useState<FoundProducts>({ status: 'waits', products: [] })
  const asked = text.trim()
  useEffect(() => {
    if (asked === '') {
      setFound({ status: 'waits', products: [] })
      return
    }
    const giveUp = new AbortController()
    const timer = window.setTimeout(async () => {
      try {
        const products = await findProducts(asked, giveUp.signal)
        if (!giveUp.signal.aborted) setFound({ status: 'ready', products })
      } catch {
        if (!giveUp.signal.aborted) setFound({ status: 'failed', products: [] })
      }
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      giveUp.abort()
    }
  }, [asked])
  return found
}
