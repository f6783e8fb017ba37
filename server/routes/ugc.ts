import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import {
  approvedUgc,
  MAX_PHOTO_BYTES,
  ratingsOf,
  rightsText,
  rightsVersion,
  type ShownUgc,
  ugcSubmission,
  withdrawUgc,
} from '#domain/ugc/index.ts'
import { type Call, operation } from '../operation.ts'
import { timestamp } from '../schemas/message.ts'
import { knownMembers } from '../ugc/author.ts'
import { takeUgc } from '../ugc/take.ts'

const key = z.string().max(200).describe('the public key')
const who = {
  session: z.string().max(200).optional().describe('the session that the chat has opened'),
  identityToken: z.string().max(4000).optional().describe('signed by the shop, of who is signed in'),
}
/** As base 64 a picture is a third larger; around it stands the rest. */
const BODY_BYTES = Math.ceil((MAX_PHOTO_BYTES * 4) / 3) + 64 * 1024
const MOST_SHOWN = 50

const piece = z.object({
  ugcId: z.string(),
  kind: z.enum(['photo', 'review']),
  displayName: z.string(),
  stars: z.number().int().nullable(),
  text: z.string(),
  verifiedBuyer: z.boolean().describe('an order with it stood under their account when they sent it'),
  createdAt: timestamp,
  photo: z.object({ url: z.string(), width: z.number().int(), height: z.number().int() }).nullable(),
})

const shownAnswer = z.object({
  rating: z
    .object({
      reviews: z.number().int(),
      verified: z.number().int().describe('of these by verified buyers'),
      average: z.number(),
      stars: z.array(z.number().int()).describe('how many gave 1, 2, … 5'),
    })
    .nullable()
    .describe('of all approved reviews, counted; null: there are none'),
  items: z.array(piece).describe('what was approved, the newest first'),
  rights: z.object({ version: z.string(), text: z.string() }).describe('what a new one has to agree to'),
})

function shown({ photo, productId: _, createdAt, ...rest }: ShownUgc, publicUrl: string) {
  const picture = photo && { url: publicUrl + photo.path, width: photo.width, height: photo.height }
  return { ...rest, createdAt: createdAt.toISOString(), photo: picture }
}

async function read(
  query: { productId: string; kind?: 'photo' | 'review' | undefined; limit?: number | undefined },
  { house, now }: Call,
): Promise<z.output<typeof shownAnswer>> {
  const { productId, kind = null, limit = 20 } = query
  const pieces = await approvedUgc(house.db, [productId], limit, now, kind)
  const rating = (await ratingsOf(house.db, [productId], now)).get(productId)
  const { shopName } = await house.settings()
  return {
    rating: rating
      ? { reviews: rating.reviews, verified: rating.verified, average: rating.average, stars: rating.stars }
      : null,
    items: (pieces.get(productId) ?? []).map((each) => shown(each, house.publicUrl())),
    rights: { version: rightsVersion, text: rightsText(shopName) },
  }
}

export const ugcOperations = [
  operation('readUgc', 'public_key', {
    method: 'get',
    path: '/v1/ugc',
    summary: 'Photos and reviews of a product that customers gave and staff approved, with the true rating',
    input: z.object({
      query: z.object({
        key,
        productId: z.string().min(1).max(200),
        kind: z.enum(['photo', 'review']).optional(),
        limit: z
          .string()
          .regex(/^\d{1,3}$/, 'a whole number')
          .transform(Number)
          .pipe(z.int().min(1).max(MOST_SHOWN))
          .optional(),
      }),
    }),
    answer: shownAnswer,
    run: ({ query }, call) => read(query, call),
  }),
  operation('submitUgc', 'public_key', {
    method: 'post',
    path: '/v1/ugc',
    summary: 'A photo or review by a customer; shown once staff have approved it',
    input: z.object({
      query: z.object({ key }),
      body: z.strictObject({ submission: ugcSubmission, ...who }),
    }),
    bodyLimit: BODY_BYTES,
    status: 201,
    answer: z.object({
      ugcId: z.string(),
      withdrawSecret: z.string().describe('takes it back; it is never shown again'),
      state: z.literal('pending'),
      verifiedBuyer: z.boolean(),
    }),
    run: ({ body }, call) => takeUgc(body.submission, body, call),
  }),
  operation('withdrawUgc', 'public_key', {
    method: 'post',
    path: '/v1/ugc/:id/withdraw',
    summary: 'Its author takes it back: it stands nowhere from that moment',
    input: z.object({
      params: z.object({ id: z.string().max(100) }),
      query: z.object({ key }),
      body: z.strictObject({ withdrawSecret: z.string().max(100).optional(), ...who }),
    }),
    answer: null,
    run: async ({ params, body }, { house, now }) => {
      const by =
        body.withdrawSecret === undefined
          ? { customerIds: await knownMembers(house, body, now) }
          : { secret: body.withdrawSecret }
      if (!(await withdrawUgc(house.db, params.id, by, now)))
        throw new Problem('not-found', 'There is no such photo or review of yours.')
    },
  }),
]
