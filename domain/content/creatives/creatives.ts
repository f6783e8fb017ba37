import { z } from 'zod'
import { type Season, seasons } from '#contract/slots.ts'
import { bucketRanges, chooseVariation, equalWeights, hash } from '#domain/experiments/index.ts'

/** For whom and when; what is left out holds for everybody. */
export const creativeRule = z.strictObject({
  segmentIds: z.array(z.string().min(1).max(100)).min(1).max(20).optional(),
  seasons: z.array(z.enum(seasons)).min(1).max(4).optional(),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/, 'two letters, such as en'))
    .min(1)
    .max(20)
    .optional(),
})
export type CreativeRule = z.output<typeof creativeRule>

const address = z
  .string()
  .max(2000)
  .regex(/^(https:\/\/[^\s/\\]|\/(?![/\\]))[^\s\\"'<>]*$/, 'an https address, or a path of this server')

const moment = z.coerce.date().nullable().default(null)

/** A creative as the console writes it. */
export const creativeInput = z
  .strictObject({
    productId: z.string().min(1).max(200).nullable().default(null),
    /** A path such as `Clothing > Jackets`, or the beginning of one. */
    category: z.string().trim().min(1).max(300).nullable().default(null),
    /** `email`, `whatsapp`, `push`, `site`, or the name of one slot of the site: `site:home_hero`. */
    place: z
      .string()
      .regex(/^(email|whatsapp|push|site(:[a-z0-9_-]{1,60})?)$/, 'email, whatsapp, push, site or site:slot'),
    imageUrl: address,
    /** What it shows, for who cannot see it. */
    alt: z.string().trim().min(1, 'say what the picture shows').max(300),
    rule: creativeRule.default({}),
    testKey: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, 'small letters, digits, - and _')
      .nullable()
      .default(null),
    position: z.number().int().min(0).max(1000).default(0),
    isOn: z.boolean().default(true),
    startsAt: moment,
    endsAt: moment,
  })
  .refine(({ productId, category }) => (productId === null) !== (category === null), {
    path: ['productId'],
    message: 'name a product or a category, one of them',
  })
  .refine(({ startsAt, endsAt }) => !startsAt || !endsAt || startsAt < endsAt, {
    path: ['endsAt'],
    message: 'ends before it starts',
  })
export type CreativeInput = z.output<typeof creativeInput>

export interface Creative extends CreativeInput {
  creativeId: string
  updatedAt: Date
  updatedBy: string | null
}

/** Who is shown it, as far as is known. */
export interface Viewer {
  segmentIds: ReadonlySet<string>
  season: Season | null
  /** Two letters. */
  language: string | null
  /** The root of the person; null: nobody is known, and the first of a test is shown. */
  rootId: string | null
}

export interface ChosenCreative {
  creativeId: string
  imageUrl: string
  alt: string
  /** What to record of a test, where there is one; the key is the experiment's, the variation the creative. */
  exposure: { key: string; variation: string } | null
}

/** The pictures one product may have at one place: of the product itself before those of its category. */
export function chooseCreative(
  creatives: readonly Creative[],
  wanted: { productId: string; categories: readonly string[]; place: string },
  viewer: Viewer,
  now: Date,
): ChosenCreative | null {
  const fitting = creatives
    .filter((creative) => standsAt(creative, wanted) && isLive(creative, now) && fits(creative.rule, viewer))
    .sort(byRank)
  const [first] = fitting
  if (!first) return null
  if (first.testKey === null) return chosen(first, null)
  const arms = fitting.filter(
    (creative) => creative.testKey === first.testKey && rank(creative) === rank(first),
  )
  return tested(arms, first.testKey, viewer.rootId) ?? chosen(first, null)
}

/** Even, by the hash that every experiment here uses, over the arms in the order of their ids. */
function tested(arms: readonly Creative[], testKey: string, rootId: string | null): ChosenCreative | null {
  const key = `creative:${testKey}`
  const inOrder = [...arms].sort((a, b) => (a.creativeId < b.creativeId ? -1 : 1))
  const at = rootId === null || inOrder.length < 2 ? null : hash(key, rootId, 2)
  if (at === null) return null
  const index = chooseVariation(at, bucketRanges(inOrder.length, 1, equalWeights(inOrder.length)))
  const arm = inOrder[index] ?? inOrder.at(-1)
  return arm ? chosen(arm, { key, variation: arm.creativeId }) : null
}

function chosen(
  { creativeId, imageUrl, alt }: Creative,
  exposure: ChosenCreative['exposure'],
): ChosenCreative {
  return { creativeId, imageUrl, alt, exposure }
}

function standsAt(
  creative: Creative,
  { productId, categories, place }: { productId: string; categories: readonly string[]; place: string },
): boolean {
  // a picture for the site stands in each of its slots
  if (creative.place !== place && !place.startsWith(`${creative.place}:`)) return false
  const { category } = creative
  if (category === null) return creative.productId === productId
  return categories.some((path) => path === category || path.startsWith(`${category} >`))
}

function isLive({ isOn, startsAt, endsAt }: Creative, now: Date): boolean {
  return isOn && (startsAt === null || startsAt <= now) && (endsAt === null || endsAt > now)
}

function fits({ segmentIds, seasons: in_, languages }: CreativeRule, viewer: Viewer): boolean {
  if (segmentIds && !segmentIds.some((id) => viewer.segmentIds.has(id))) return false
  if (in_ && (viewer.season === null || !in_.includes(viewer.season))) return false
  return !languages || (viewer.language !== null && languages.includes(viewer.language))
}

/** Of the product before the category, for few before for everybody, then as the shop has put them. */
function rank(creative: Creative): string {
  const { category, rule, position } = creative
  const few = Object.values(rule).filter((part) => part !== undefined).length
  return `${category === null ? 0 : 1}.${9 - few}.${String(position).padStart(4, '0')}`
}

function byRank(a: Creative, b: Creative): number {
  const [left, right] = [rank(a), rank(b)]
  if (left !== right) return left < right ? -1 : 1
  return a.creativeId < b.creativeId ? -1 : 1
}
