import { z } from 'zod'
import { offerInput } from '#contract/offers.ts'
import { changedOfferInput, offerStatusInput, offerTryInput } from '#contract/staff-offers.ts'
import { saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import { readIssued } from '../offers/issued-view.ts'
import { readOfferPage, readOffers } from '../offers/offers-view.ts'
import { tryOffer } from '../offers/try-offer.ts'
import { staffOperation } from '../operation.ts'
import { issuedPage, offerPage, offersPage, offerTry } from '../schemas/offer-pages.ts'

const offerOf = z.object({ id: z.string().max(100) })
const saved = z.object({ offerId: z.string() })

/** The offers as the CRM team reads and writes them. */
export const offerPageOperations = [
  staffOperation('listOffers', {
    method: 'get',
    path: '/api/offers',
    summary: 'Every offer: its state, its budgets, why it was refused in 30 days',
    input: z.object({}),
    answer: offersPage,
    run: (_input, { house, now }) => readOffers(house, now),
  }),
  staffOperation('createOffer', {
    method: 'post',
    path: '/api/offers',
    summary: 'Add an offer as a draft; a name that is taken is a conflict',
    status: 201,
    input: z.object({ body: offerInput }),
    answer: saved,
    run: async ({ body }, { house, staff, now }) => {
      const { offerId } = await saveOffer(house.db, body, { by: staff.staffId }, now)
      return { offerId }
    },
  }),
  staffOperation('readOffer', {
    method: 'get',
    path: '/api/offers/:id',
    summary: 'One offer, by id or name: whom it is for, what has no cost, who changed what of it',
    input: z.object({ params: offerOf }),
    answer: offerPage,
    run: ({ params }, { house, now }) => readOfferPage(house, params.id, now),
  }),
  staffOperation('changeOffer', {
    method: 'put',
    path: '/api/offers/:id',
    summary:
      'Write an offer anew; what was issued keeps its terms. A conflict where somebody else has changed it since it was read',
    input: z.object({ params: offerOf, body: changedOfferInput }),
    answer: saved,
    run: async ({ params, body }, { house, staff, now }) => {
      const at = { offerId: params.id, rev: body.rev, by: staff.staffId }
      const { offerId } = await saveOffer(house.db, body.offer, at, now)
      return { offerId }
    },
  }),
  staffOperation('setOfferStatus', {
    method: 'post',
    path: '/api/offers/:id/status',
    summary: 'Set an offer live, pause it, or end it for good; what was issued stays good',
    input: z.object({ params: offerOf, body: offerStatusInput }),
    answer: null,
    run: async ({ params, body }, { house, staff, now }) => {
      await setOfferStatus(house.db, params.id, body.status, staff.staffId, now)
    },
  }),
  staffOperation('tryOffer', {
    method: 'post',
    path: '/api/offers/:id/try',
    summary:
      'What every rule would say to a customer with a basket, line by line; nothing is issued or counted',
    input: z.object({ params: offerOf, body: offerTryInput }),
    answer: offerTry,
    run: ({ params, body }, { house, now }) => tryOffer(house.db, params.id, body, now),
  }),
  staffOperation('listIssuedOffers', {
    method: 'get',
    path: '/api/offers/:id/issued',
    summary: 'Who has this offer, the newest first; of a code its last four signs',
    input: z.object({ params: offerOf, query: z.object({ before: z.string().max(200).optional() }) }),
    answer: issuedPage,
    run: ({ params, query }, { house }) => readIssued(house.db, params.id, query.before),
  }),
]
