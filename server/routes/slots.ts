import { z } from 'zod'
import { decideInput, slotReasons } from '#contract/decide.ts'
import { slotKinds, slotStrategies } from '#contract/slots.ts'
import { cachedQuery } from '../decide/cached.ts'
import { type Operation, operation } from '../operation.ts'

const content = z.looseObject({
  title: z.string().nullable(),
  text: z.string().nullable(),
  image: z.object({ url: z.string(), alt: z.string() }).nullable(),
  link: z.object({ label: z.string(), url: z.string() }).nullable(),
  row: z
    .object({
      row: z.string(),
      strategy: z.string(),
      products: z.array(z.looseObject({ productId: z.string() })),
    })
    .nullable(),
  proof: z.array(z.object({ kind: z.string(), count: z.int(), text: z.string() })),
})

const slot = z.object({
  variantId: z.string().nullable().describe('null: the default'),
  kind: z.enum(slotKinds),
  content: content.optional(),
  html: z
    .string()
    .optional()
    .describe('escaped, with class names only; empty where there is nothing to show'),
  reason: z.object({ code: z.enum(slotReasons), text: z.string() }),
  strategy: z.enum(slotStrategies),
  isDefault: z.boolean(),
  quietDays: z.int().optional(),
})

const slots = z.record(z.string(), slot)
const decided = z.object({
  decisionId: z.string(),
  segmentKey: z.string(),
  slots,
  store: z.object({ storeId: z.string(), name: z.string(), city: z.string() }).nullable(),
  late: z.boolean(),
  mayTrack: z.boolean().describe('whether the page may report what is seen'),
})

const KILOBYTE = 1024

/** They are answered by server/decide, before Express. */
export const slotOperations: Operation[] = [
  {
    ...operation('decide', 'either_key', {
      method: 'post',
      path: '/v1/decide',
      summary:
        'What stands in each slot of a page, for this visit; whom an identity token (X-Identity-Token) names',
      input: z.object({ body: decideInput }),
      answer: decided,
      bodyLimit: 64 * KILOBYTE,
      run: () => Promise.reject(new Error('/v1/decide is answered before Express')),
    }),
    apart: true,
  },
  {
    ...operation('readSlots', 'public_key', {
      method: 'get',
      path: '/v1/slots',
      summary: 'The same for a segment key: nothing personal, to be kept at the edge',
      input: z.object({ query: cachedQuery }),
      answer: z.object({ segmentKey: z.string(), slots }),
      run: () => Promise.reject(new Error('/v1/slots is answered before Express')),
    }),
    apart: true,
  },
]
