import { useCallback, useEffect, useState } from 'react'
import type { RecommendationPreview } from '#contract/staff-recommendations.ts'
import { type PreviewAsk, previewRow } from '../api/recommendations.ts'
import { type Fault, faultOf } from '../parts/resource.ts'

export type Previewed =
  | { status: 'waits' }
  | { status: 'loading' }
  | { status: 'failed'; fault: Fault; retry: () => void }
  | { status: 'ready'; value: RecommendationPreview }

/** The row for these, asked anew whenever they or `mark` change; an answer that is overtaken is dropped. */
export function usePreview(ask: PreviewAsk | null, mark: string): Previewed {
  const [preview, setPreview] = useState<Previewed>({ status: 'waits' })
  const [again, setAgain] = useState(0)
  const retry = useCallback(() => setAgain((times) => times + 1), [])
  const key = ask && JSON.stringify(ask)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `mark` and `again` ask the same anew
  useEffect(() => {
    if (key === null) return setPreview({ status: 'waits' })
    const giveUp = new AbortController()
    setPreview((held) => (held.status === 'ready' ? held : { status: 'loading' }))
    const asked: PreviewAsk = JSON.parse(key)
    previewRow(asked, giveUp.signal)
      .then((value) => !giveUp.signal.aborted && setPreview({ status: 'ready', value }))
      .catch((error) => {
        if (!giveUp.signal.aborted) setPreview({ status: 'failed', fault: faultOf(error), retry })
      })
    return () => giveUp.abort()
  }, [key, mark, again, retry])
  return preview
}
