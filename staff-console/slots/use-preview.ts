import { useEffect, useState } from 'react'
import type { SlotPreview, SlotPreviewInput } from '#contract/staff-slots.ts'
import { previewSlots } from '../api/slots.ts'
import { type Fault, faultOf } from '../parts/resource.ts'
import type { Viewer } from './viewer.ts'

/** A key is often followed by another: the question waits this long for it. */
const PAUSE_MS = 250

export interface PageAsked {
  path: string
  productId: string
  search: string
}

interface Held {
  status: 'loading' | 'ready' | 'failed'
  /** The last answer stays until the next one is here. */
  answer: SlotPreview | null
  /** Whom it answers. */
  viewers: readonly Viewer[]
  fault: Fault | null
}

/** What the viewers would see on that page; a question that is overtaken is given up. */
export function usePreview(
  viewers: readonly Viewer[],
  page: PageAsked,
  slot: string | null,
): Held & { retry: () => void } {
  const [held, setHeld] = useState<Held>({ status: 'loading', answer: null, viewers: [], fault: null })
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same again
  useEffect(() => {
    if (viewers.length === 0) {
      setHeld({ status: 'loading', answer: null, viewers: [], fault: null })
      return
    }
    const giveUp = new AbortController()
    setHeld((before) => ({ ...before, status: 'loading', fault: null }))
    const timer = window.setTimeout(async () => {
      try {
        const answer = await previewSlots(inputOf(viewers, page, slot), giveUp.signal)
        if (!giveUp.signal.aborted) setHeld({ status: 'ready', answer, viewers, fault: null })
      } catch (error) {
        if (!giveUp.signal.aborted)
          setHeld({ status: 'failed', answer: null, viewers: [], fault: faultOf(error) })
      }
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      giveUp.abort()
    }
  }, [viewers, page, slot, tries])
  return { ...held, retry: () => setTries((count) => count + 1) }
}

function inputOf(viewers: readonly Viewer[], page: PageAsked, slot: string | null): SlotPreviewInput {
  const productId = page.productId.trim()
  const search = page.search.trim()
  return {
    views: viewers.map(({ view }) => view),
    page: {
      path: page.path.trim() || '/',
      ...(productId !== '' && { productId }),
      ...(search !== '' && { search }),
    },
    ...(slot !== null && { slots: [slot] }),
  }
}
