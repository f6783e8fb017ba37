import { useState } from 'react'
import type { OfferStatus } from '#contract/offers.ts'
import type { OfferRow } from '#contract/staff-offers.ts'
import { RequestError } from '../api/http.ts'
import { setOfferStatus } from '../api/offers.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { texts } from '../texts.ts'

const words = texts.offers.acts

/** Sets an offer live, pauses or ends it; each is asked first, and a refusal says which field is in the way. */
export function StatusActs({ offer, onDone }: { offer: OfferRow; onDone: (status: OfferStatus) => void }) {
  const [asking, setAsking] = useState<Exclude<OfferStatus, 'draft'> | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const why = offer.status === 'ended' ? words.whyEnded : null
  const ask = (status: typeof asking) => {
    setProblem(null)
    setAsking(status)
  }
  const act = async (status: Exclude<OfferStatus, 'draft'>) => {
    setBusy(true)
    try {
      await setOfferStatus(offer.offerId, status)
      setAsking(null)
      onDone(status)
    } catch (error) {
      setProblem(problemOf(error))
    }
    setBusy(false)
  }
  const said = asking && questions[asking]
  return (
    <>
      {offer.status !== 'live' && (
        <Button look="primary" why={why} onClick={() => ask('live')}>
          {offer.status === 'paused' ? words.resume : words.live}
        </Button>
      )}
      {offer.status === 'live' && <Button onClick={() => ask('paused')}>{words.pause}</Button>}
      {offer.status !== 'draft' && (
        <Button look="quiet" why={why} onClick={() => ask('ended')}>
          {words.end}
        </Button>
      )}
      {asking && said && (
        <Confirm
          title={said.title(offer.title)}
          text={said.text}
          action={said.action}
          danger={asking === 'ended'}
          busy={busy}
          problem={problem}
          onConfirm={() => void act(asking)}
          onClose={() => ask(null)}
        />
      )}
    </>
  )
}

const questions = {
  live: { title: words.liveTitle, text: words.liveText, action: words.live },
  paused: { title: words.pauseTitle, text: words.pauseText, action: words.pause },
  ended: { title: words.endTitle, text: words.endText, action: words.end },
} as const

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  const [first] = error.problem?.errors ?? []
  const field = first && texts.offers.changes.fields[first.path]
  return first ? `${field ?? first.path}: ${first.message}` : error.message
}
