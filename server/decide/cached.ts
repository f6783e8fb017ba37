import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { DecideAnswer } from '#contract/decide.ts'
import { slotName } from '#contract/slots.ts'
import { answerOf, readVisit } from '#domain/slots/index.ts'
import type { House } from '../house.ts'
import { parseInput } from '../problem.ts'
import { admitKey, admitPage, keyInHead } from '../track/admit.ts'

/** The address of a cached answer: who it is for as a class, and what the page is about. */
export const cachedQuery = z.object({
  key: z.string().max(200).optional().describe('the public key'),
  segment: z.string().max(2000).default('m1').describe('a segment key, as /v1/decide answers it'),
  slots: z
    .string()
    .max(2000)
    .transform((list) => list.split(','))
    .pipe(z.array(slotName).max(30))
    .describe('names, parted by commas'),
  path: z.string().max(2000).default('/'),
  product: z.string().max(200).optional(),
  category: z.string().max(200).optional(),
  search: z.string().max(300).optional(),
  answer: z.enum(['both', 'html', 'content']).default('both'),
})

export type CachedAnswer = Omit<DecideAnswer, 'decisionId' | 'late' | 'store' | 'mayTrack'>

/**
 * What everybody with this segment key is shown: nothing of a person, so that an edge may keep it. A key that is
 * none, or from before the slots were changed, is answered with the defaults.
 */
export async function slotsOfSegment(
  house: House,
  req: IncomingMessage,
  res: ServerResponse,
  query: string,
): Promise<CachedAnswer> {
  const settings = house.recentSettings.now()
  const key = await admitKey(house, req, res, keyInHead(req, query))
  if (key.kind === 'public') await admitPage(house, req, settings)
  const given = parseInput(cachedQuery, Object.fromEntries(new URLSearchParams(query)))
  const { slots, shelf } = house
  const now = house.clock()
  const keyed = slots.keySignals(given.segment)
  const { path, product: productId, category, search } = given
  const page = { path, productId, category, search }
  const around = {
    device: 'desktop',
    platform: 'other',
    place: null,
    weather: [],
    timeZone: settings.timeZone,
  } as const
  const country = keyed?.country ?? null
  const place = country === null ? null : { city: keyed?.city ?? '', region: keyed?.region ?? null, country }
  const visit = readVisit({ page }, { ...around, place }, null, shelf, now)
  const seen = keyed ? { ...visit, signals: { ...visit.signals, ...keyed } } : visit
  const decision = (keyed ? slots.decide : slots.decideDefaults)(given.slots, seen, now)
  const answer = answerOf(decision, {
    store: null,
    late: false,
    locale: settings.locale,
    answer: given.answer,
  })
  return { segmentKey: answer.segmentKey, slots: answer.slots }
}

/** Prices and stock are in it: one minute at the edge, and one more while a fresh answer is fetched. */
const KEPT = 'public, max-age=0, s-maxage=60, stale-while-revalidate=60'

/** Any page may read it, so that one answer serves them all: it varies with nothing but its address. */
export function sendCached(req: IncomingMessage, res: ServerResponse, answer: CachedAnswer): void {
  const text = JSON.stringify(answer)
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  res.removeHeader('Vary')
  res.setHeader('Access-Control-Allow-Origin', '*')
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  res.setHeader('Cache-Control', KEPT)
  res.setHeader('ETag', tag)
  if (req.headers['if-none-match'] === tag) {
    res.writeHead(304).end()
    return
  }
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.end(text)
}
