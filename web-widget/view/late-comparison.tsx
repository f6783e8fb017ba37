import { useEffect, useState } from 'react'
import type { MessagePart } from '../../contract/message.ts'
import type { Ui } from './ui.ts'

type Comparison = typeof import('./comparison.tsx').Comparison

let loaded: Comparison | null = null

/** A comparison is seldom in a chat: what draws it is fetched with the first one. */
export function LateComparison(props: { part: Extract<MessagePart, { type: 'comparison' }>; ui: Ui }) {
  const [Drawn, setDrawn] = useState<Comparison | null>(() => loaded)
  useEffect(() => {
    if (Drawn) return
    let gone = false
    import('./comparison.tsx').then(
      ({ Comparison }) => {
        loaded = Comparison
        if (!gone) setDrawn(() => Comparison)
      },
      () => undefined, // offline: the words of the message stand for themselves
    )
    return () => {
      gone = true
    }
  }, [Drawn])
  return Drawn && <Drawn {...props} />
}
