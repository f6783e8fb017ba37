import type { IncomingMessage, ServerResponse } from 'node:http'
import { type DecideAnswer, type DecideInput, decideInput } from '#contract/decide.ts'
import { answerOf, type Decision, readVisit, type Visitor, type VisitorAsk } from '#domain/slots/index.ts'
import type { House } from '../house.ts'
import { parseInput } from '../problem.ts'
import { admitKey, admitPage, ipOf, keyInBody, keyInHead, proofOf } from '../track/admit.ts'
import { readBody } from '../track/read-body.ts'
import { surroundingsOf } from './surroundings.ts'

const BODY_BYTES = 64 * 1024

/** The steps for one page: key, body, who asks, what they see, and a note of it that nobody waits for. */
export async function decideForPage(
  house: House,
  req: IncomingMessage,
  res: ServerResponse,
  query: string,
): Promise<DecideAnswer> {
  const begun = performance.now()
  const input = await admitted(house, req, res, query)
  const now = house.clock()
  const proof = await proofOf(house, req, input)
  const place = house.placeOf(ipOf(house, req))
  const settings = house.recentSettings.now()
  const { slots, shelf } = house
  const asks: VisitorAsk = {
    anonymousId: input.anonymousId === undefined ? null : String(input.anonymousId),
    userId: proof?.userId ?? null,
    country: place?.country ?? null,
    region: place?.region ?? null,
  }
  const { visitor, late } = mayKnow(req, input)
    ? await meet(house, asks, begun)
    : { visitor: null, late: false }
  const around = surroundingsOf(house, req, place, now)
  const next = slots.live().wantsNext ? house.nextOnSite.of(visitor) : null
  const visit = readVisit(input, around, { visitor, next }, shelf, now)
  const decision = slots.decide(input.slots, visit, now)
  const tracked = mayTrack(req, input, settings.consentRequired)
  noteShown(house, decision, { asks: tracked ? asks : null, visitor, path: visit.signals.path, late }, now)
  const { answer = 'both' } = input
  const told = answerOf(decision, { store: visit.store, late, locale: settings.locale, answer })
  return { ...told, mayTrack: tracked }
}

/** The body, once the key is known and the page is one of the shop's. */
async function admitted(
  house: House,
  req: IncomingMessage,
  res: ServerResponse,
  query: string,
): Promise<DecideInput> {
  const shown = keyInHead(req, query)
  const early = shown === null ? null : await admitKey(house, req, res, shown)
  const settings = house.recentSettings.now()
  if (early?.kind === 'public') await admitPage(house, req, settings)
  const body = await readBody(req, BODY_BYTES)
  const key = early ?? (await admitKey(house, req, res, keyInBody(body)))
  if (!early && key.kind === 'public') await admitPage(house, req, settings)
  return parseInput(decideInput, body)
}

/** Global Privacy Control has the one value 1. A page's word only takes away: what is given stands in the ledger. */
const asksForPrivacy = (req: IncomingMessage) => req.headers['sec-gpc'] === '1'

function mayKnow(req: IncomingMessage, { consent }: DecideInput): boolean {
  return !asksForPrivacy(req) && consent?.personalisation !== false
}

function mayTrack(req: IncomingMessage, { consent }: DecideInput, consentRequired: boolean): boolean {
  if (asksForPrivacy(req) || consent?.tracking === false) return false
  return !consentRequired || consent?.tracking === true
}

const isNamed = ({ anonymousId, userId }: VisitorAsk) => anonymousId !== null || userId !== null

async function meet(
  { slots }: House,
  asks: VisitorAsk,
  begun: number,
): Promise<{ visitor: Visitor | null; late: boolean }> {
  const { rules } = slots.live()
  if (!isNamed(asks) || rules.strategy !== 'personal') return { visitor: null, late: false }
  const known = slots.visitors.known(asks)
  if (known) return { visitor: known.visitor, late: false }
  return slots.visitors.meet(asks, Math.max(rules.deadlineMs - (performance.now() - begun), 1))
}

/** Under the visitor's record where they may be tracked and have one, else as a count alone. */
function noteShown(
  { slots, log }: House,
  decision: Decision,
  about: { asks: VisitorAsk | null; visitor: Visitor | null; path: string; late: boolean },
  now: Date,
): void {
  const { asks, visitor, path, late } = about
  const note = (customerId: string | null) => slots.exposures.note(decision, { customerId, path, late }, now)
  const found =
    asks && isNamed(asks) ? (visitor ? { visitor } : slots.visitors.known(asks)) : { visitor: null }
  if (asks === null || found) note(found?.visitor?.customerId ?? null)
  else
    slots.visitors.read(asks).then(
      (read) => note(read?.customerId ?? null),
      (error: unknown) => {
        log.warn({ error, step: 'slots' }, 'a visitor could not be read')
        note(null)
      },
    )
}
