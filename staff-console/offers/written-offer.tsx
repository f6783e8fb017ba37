import { useCallback } from 'react'
import type { OfferPage } from '#contract/staff-offers.ts'
import type { SegmentFields } from '#contract/staff-segments.ts'
import type { SlotChoices } from '#contract/staff-slots.ts'
import { readOffer } from '../api/offers.ts'
import { readSegmentFields } from '../api/segments.ts'
import { readSlotChoices } from '../api/slots.ts'
import { BackLink } from '../customers/back-link.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { allOffers, offerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { OfferForm } from './offer-form.tsx'

const words = texts.offers

/** What the form can offer, and what stood there before. */
export interface Known {
  page: OfferPage | null
  fields: SegmentFields
  choices: SlotChoices
}

/** The form of an offer, once it is known what it can offer. */
export function WrittenOffer(props: { offerId: string | null; onSaved: (offerId: string) => void }) {
  const { offerId } = props
  const read = useCallback(async (): Promise<Known> => {
    const [page, fields, choices] = await Promise.all([
      offerId === null ? null : readOffer(offerId),
      readSegmentFields(),
      readSlotChoices(),
    ])
    return { page, fields, choices }
  }, [offerId])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={words.form.loading} rows={6} />
  if (resource.status === 'failed')
    return resource.fault === 'missing' ? (
      <Empty title={words.missing} />
    ) : (
      <Failed text={faultText(resource.fault, words.form.failed)} onRetry={() => void reload()} />
    )
  const { page } = resource.value
  return (
    <>
      <BackLink
        to={page ? offerPage(page.offer.offerId) : allOffers}
        label={page ? page.offer.title : words.back}
      />
      <h1>{page ? words.form.editTitle(page.offer.title) : words.form.newTitle}</h1>
      {page?.offer.status === 'live' && <p className="read-only">{words.form.live}</p>}
      <OfferForm known={resource.value} onSaved={props.onSaved} />
    </>
  )
}
