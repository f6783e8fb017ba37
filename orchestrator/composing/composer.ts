import { recordTestExposures, type TestExposure } from '#domain/experiments/index.ts'
import type { OwnPages } from '#domain/links/index.ts'
import type { Recommender } from '#domain/recommendation/index.ts'
import type { Db } from '#store/index.ts'
import type { Drawn } from '../outbox/drafting.ts'
import { readCatalog } from './catalog-now.ts'
import { type DrawnPlan, drawPlan } from './draw-plan.ts'
import { readEverything } from './everything.ts'
import { createKeptVersions } from './kept-versions.ts'
import { mintAll } from './links-of.ts'
import { type ComposeAsked, type Plan, plansFor } from './plan.ts'

export interface ComposerDeps {
  recommender: Pick<Recommender, 'recommend'>
  /** Where this server is reached. */
  publicUrl: () => string
  /** Where links of ours may lead, as things stand. */
  ownPages: () => OwnPages
  /** Signs links to preferences and to buying again. */
  linkKey: string
}

/** Draws what waits as designs. */
export interface Composer {
  /**
   * Draws each message from what is true in this transaction: prices and stock of now, picks chosen anew, the
   * reader's own cart, order and points. What is no longer true is answered with its reason and never drawn.
   * A constant number of statements, all by `tx`; links are made, and tests of pictures noted, only of those that are `final`.
   */
  resolve: (tx: Db, asked: readonly ComposeAsked[], now: Date) => Promise<Map<string, Drawn>>
}

export function createComposer(deps: ComposerDeps): Composer {
  const versions = createKeptVersions()
  return {
    resolve: async (tx, asked, now) => {
      const designed = asked.filter(({ content }) => content.design)
      if (designed.length === 0) return new Map()
      // 1. what each is drawn from
      const { plans, refused: answers } = plansFor(designed, await versions.read(tx, designed))
      for (const { plan, answer } of await drawPlans(tx, deps, plans, now))
        answers.set(plan.asked.key, answer)
      return answers
    },
  }
}

/** The steps for any number of messages. */
export async function drawPlans(
  tx: Db,
  deps: ComposerDeps,
  plans: readonly Plan[],
  now: Date,
): Promise<DrawnPlan[]> {
  // 2. everything about readers and shop, and what the catalog says of every product that could be shown
  const everything = await readEverything(tx, plans, now)
  const catalog = await readCatalog(tx, deps, everything, plans, now)
  // 3. drawn once to know the links, and again with them where it really goes
  const context = { deps, everything, catalog, now }
  const drafts = plans.map((plan) => drawPlan(plan, context, null))
  const tokens = await mintAll(tx, drafts, now)
  const drawn = drafts.map((draft) => finished(draft, tokens.get(draft.plan.asked.key), context))
  await recordTestExposures(tx, exposuresOf(drawn), now)
  return drawn
}

/** Which pictures under test those are shown who get the message. */
function exposuresOf(drawn: readonly DrawnPlan[]): TestExposure[] {
  return drawn.flatMap(({ plan: { asked }, answer, tested }) => {
    if (!asked.final || !answer.ok) return []
    const { customerId, rootId, key: outboxId } = asked
    return [...tested].map(([test, arm]) => ({ customerId, rootId, outboxId, test, arm }))
  })
}

function finished(
  draft: DrawnPlan,
  tokens: readonly string[] | undefined,
  context: Parameters<typeof drawPlan>[1],
): DrawnPlan {
  return draft.answer.ok && tokens ? drawPlan(draft.plan, context, tokens) : draft
}
