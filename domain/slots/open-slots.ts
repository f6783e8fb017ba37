import { loyaltyProgram } from '#domain/profile/index.ts'
import type { PersonFacts, RecommendAnswer, RecommendAsk } from '#domain/recommendation/index.ts'
import type { Shelf } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { type Decision, decide } from './decide.ts'
import { createExposureWriter, type ExposureWriter } from './exposures.ts'
import { type LiveSlots, liveSlots } from './live-slots.ts'
import { createProofCounts, type ProofCounts } from './proof-counts.ts'
import { listSlots } from './queries.ts'
import { changeMark, readSlotRules } from './queries-changes.ts'
import { readVisitor } from './queries-visitor.ts'
import { signalsOfKey } from './segment-key.ts'
import type { Shop, Visit } from './visit.ts'
import { createVisitorMemory, type VisitorMemory } from './visitor-memory.ts'

/** Slots, decided in memory. Everything that a decision needs of the database was read before it is asked. */
export interface Slots {
  /** What is live now. */
  live: () => LiveSlots
  /** Synchronous, within a millisecond; writes nothing. Without names: every slot that is on. */
  decide: (names: readonly string[] | undefined, visit: Visit, now: Date) => Decision
  /** The defaults alone: for whoever shows a key that is none any more. */
  decideDefaults: (names: readonly string[] | undefined, visit: Visit, now: Date) => Decision
  /** What a segment key says; null: it is none, or one from before a change. */
  keySignals: (key: string) => ReturnType<typeof signalsOfKey>
  visitors: VisitorMemory
  exposures: ExposureWriter
  /** Takes over what was changed, here or in another process. */
  follow: () => Promise<void>
  /** Reads the loyalty programme, and counts again what social proof says unless that was only just done. */
  count: (now: Date) => Promise<void>
  close: () => Promise<void>
}

export interface SlotsDeps {
  shelf: Shelf
  recommend: (ask: RecommendAsk, facts: PersonFacts | null, now: Date) => RecommendAnswer
  factsOf: (customerIds: readonly string[], now: Date) => Promise<PersonFacts>
  /** The key of the suppression list. */
  suppressionKey: string
  /** In which prices are written. */
  locale: () => string
  clock: () => Date
  log: { warn: (fields: object, text: string) => void }
}

/** Reads slots and counts, and answers when decisions can be made. */
export async function openSlots(db: Db, deps: SlotsDeps): Promise<Slots> {
  const { shelf, recommend, suppressionKey, factsOf, clock, log } = deps
  const proof: ProofCounts = createProofCounts(db)
  let mark = ''
  let live = liveSlots([], await readSlotRules(db))
  const follow = async () => {
    const seen = await changeMark(db)
    if (seen === mark) return
    live = liveSlots(await listSlots(db), await readSlotRules(db))
    mark = seen
  }
  await follow()
  await proof.refresh(clock())
  let program = await loyaltyProgram(db)
  const asking = {
    suppressionKey,
    factsOf,
    wantsTier: () => live.inUse.has('tier') || shelf.hasReleases(clock()),
    program: () => program,
  }
  const visitors = createVisitorMemory((ask) => readVisitor(db, ask, asking, clock()))
  const exposures = createExposureWriter({ db, log })
  const shop = (): Shop => ({
    shelf,
    recommend,
    countsOf: proof.of,
    rules: live.rules,
    locale: deps.locale(),
  })
  return {
    live: () => live,
    decide: (names, visit, now) => decide(live, names, visit, shop(), now),
    decideDefaults: (names, visit, now) => decide(withoutVariants(live), names, visit, shop(), now),
    keySignals: (key) => signalsOfKey(key, live.inUse),
    visitors,
    exposures,
    follow,
    count: async (now) => {
      program = await loyaltyProgram(db)
      await proof.refresh(now)
    },
    close: () => exposures.close(),
  }
}

function withoutVariants(live: LiveSlots): LiveSlots {
  const bare = [...live.byName].map(([name, slot]) => [name, { ...slot, variants: [] }] as const)
  return { ...live, byName: new Map(bare) }
}
