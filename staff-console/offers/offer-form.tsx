import { useState } from 'react'
import { readOffer, saveOffer } from '../api/offers.ts'
import { allOffers, offerPage } from '../routing/route.ts'
import { digitsOf } from '../segments/amount.ts'
import { newCondition } from '../segments/new-condition.ts'
import { newKey } from '../segments/rule-draft.ts'
import { SaveBar } from '../slots/save-bar.tsx'
import { useWriting } from '../slots/use-writing.ts'
import { GivesFields } from './gives-fields.tsx'
import { GoodsFields } from './goods-fields.tsx'
import { LimitFields } from './limit-fields.tsx'
import { type OfferDraft, offerDraftOf, offerOf } from './offer-draft.ts'
import { TimeFields } from './time-fields.tsx'
import { WhoFields } from './who-fields.tsx'
import type { Known } from './written-offer.tsx'

/** What every part of the form is given. */
export interface PartProps {
  draft: OfferDraft
  known: Known
  currency: string
  /** What is wrong, by the path of the field. */
  errors: Record<string, string>
  set: (change: Partial<OfferDraft>) => void
}

/** An offer as it is written; the rules that hold fields together are the server's. */
export function OfferForm({ known, onSaved }: { known: Known; onSaved: (offerId: string) => void }) {
  const before = known.page?.offer ?? null
  const currency = before?.currency ?? known.choices.currency
  const digits = digitsOf(currency)
  const [titles, setTitles] = useState<Record<string, string>>(known.page?.products ?? {})
  const form = useWriting<OfferDraft>(
    () =>
      offerDraftOf(
        before,
        {
          key: newKey(),
          mode: 'all',
          parts: [{ key: newKey(), condition: newCondition('orders', known.fields, null) }],
        },
        digits,
      ),
    {
      within: 'offer',
      check: (draft) => offerOf(draft, before, { currency, digits }).problem,
      save: async (draft, over) => {
        const there = before && over ? (await readOffer(before.offerId)).offer : before
        const { input } = offerOf(draft, before, { currency, digits })
        onSaved((await saveOffer(input, there)).offerId)
      },
    },
  )
  const part: PartProps = { draft: form.draft, known, currency, errors: form.errors, set: form.set }
  const name = (productId: string, title: string) => setTitles((held) => ({ ...held, [productId]: title }))
  return (
    <form className="form segment-form" noValidate onSubmit={form.submit}>
      <GivesFields {...part} titles={titles} onNamed={name} />
      <GoodsFields {...part} titles={titles} onNamed={name} />
      <WhoFields {...part} before={before} tried={form.tried} />
      <LimitFields {...part} />
      <TimeFields {...part} />
      <SaveBar
        busy={form.busy}
        dirty={form.dirty}
        // of a new one, the name is taken: nobody else's work is at stake
        problem={form.problem && { ...form.problem, conflict: form.problem.conflict && before !== null }}
        back={before ? offerPage(before.offerId) : allOffers}
        theirs={before ? offerPage(before.offerId) : allOffers}
        onSaveOver={form.saveOver}
      />
    </form>
  )
}
