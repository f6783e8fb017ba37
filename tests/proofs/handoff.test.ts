import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { handoffTexts } from '#domain/handoff/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import {
  broken,
  brokenAfterSweep,
  brokenAtRest,
  movedByLostTurn,
  type Seen,
} from '../support/handoff-invariants.ts'
import { type Step, World } from '../support/handoff-world.ts'

vi.mock('#agent/index.ts', async () => ({
  reply: (await import('../support/scripted-agent.ts')).scriptedReply,
}))

const scale = Number(process.env.PROOF_SCALE ?? 0.05)
const who = fc.constantFrom(0 as const, 1 as const)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: 'say' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'say again' as const }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('speak' as const),
      complete: fc.boolean(),
      replace: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'answer' as const }) },
  { weight: 4, arbitrary: fc.constant({ do: 'hand over' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'crash' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'a dead process speaks' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('a dead process ends' as const),
      outcome: fc.constantFrom('answered' as const, 'handed_over' as const),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('take' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reply' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('release' as const, 'resolve' as const), who }) },
  { weight: 1, arbitrary: fc.constant({ do: 'customer end' as const }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('seen' as const, 'offline' as const), who }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 20, 31, 61, 121) }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'sweep' as const }) },
)
const batch = fc.array(step, { minLength: 1, maxLength: 3 })

/** Stretches of story that chance alone would seldom find; what else happens falls in between. */
const story: fc.Arbitrary<Step[][]> = fc.constantFrom<Step[][]>(
  [[{ do: 'say' }], [{ do: 'hand over' }]],
  [[{ do: 'say' }], [{ do: 'hand over' }], [{ do: 'wait', seconds: 121 }], [{ do: 'sweep' }]],
  [[{ do: 'take', who: 0 }], [{ do: 'wait', seconds: 61 }], [{ do: 'seen', who: 1 }], [{ do: 'sweep' }]],
  [[{ do: 'take', who: 1 }], [{ do: 'reply', who: 1 }], [{ do: 'say' }], [{ do: 'resolve', who: 1 }]],
  [[{ do: 'take', who: 0 }], [{ do: 'say' }], [{ do: 'release', who: 0 }]],
  [
    [{ do: 'say' }],
    [{ do: 'restart' }],
    [{ do: 'wait', seconds: 31 }],
    [{ do: 'sweep' }],
    [{ do: 'a dead process speaks' }],
  ],
  [
    [{ do: 'say' }],
    [{ do: 'restart' }],
    [{ do: 'wait', seconds: 31 }],
    [{ do: 'sweep' }],
    [{ do: 'answer' }],
    [{ do: 'a dead process ends', outcome: 'handed_over' }],
  ],
)
const interleaving = fc
  .array(fc.oneof({ weight: 3, arbitrary: batch.map((one) => [one]) }, { weight: 1, arbitrary: story }), {
    minLength: 3,
    maxLength: 9,
  })
  .map((parts) => parts.flat())

describeOnBoth('a conversation between shopper, agent and two people', (open) => {
  let store: Store
  let world: World
  let runs: number
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
    world = new World(store.db)
    await world.open()
    runs = Math.max(20, Math.round(scale * (store.kind === 'pglite' ? 10_000 : 2_000)))
  })
  afterAll(async () => {
    await world.close()
    await store.close()
  })

  async function play(batches: readonly (readonly Step[])[]): Promise<void> {
    await world.begin()
    let before: Seen | null = null
    for (const batch of batches) {
      await world.together(batch)
      const { seen, faults } = await broken(world, before)
      const lost = batch.length === 1 && world.endedLostTurn ? movedByLostTurn(before, seen) : []
      expect([...faults, ...lost]).toEqual([])
      before = seen
      if (!batch.some((one) => one.do === 'sweep')) continue
      await world.together([{ do: 'sweep' }])
      expect(await brokenAfterSweep(world)).toEqual([])
    }
    await world.drain()
    const { seen, faults } = await broken(world, before)
    expect([...faults, ...(seen ? brokenAtRest(seen) : [])]).toEqual([])
    await world.end()
  }

  const comeAbout = [
    handoffTexts.queued,
    handoffTexts.joined('Mia'),
    handoffTexts.returned('Mia'),
    handoffTexts.resolved('Tom'),
    handoffTexts.ended,
    handoffTexts.requeued('Mia'),
    handoffTexts.notice,
    'live agent heard',
    'live agent refused',
    'dead agent refused',
    'lost turn ended',
  ]

  test('keeps every promise in any order of events, crashes and lost processes', async () => {
    await fc.assert(fc.asyncProperty(interleaving, play), { numRuns: runs })
    // of fewer runs the rarest may be missing by chance
    if (runs >= 400) expect(comeAbout.filter((what) => !world.tally.has(what))).toEqual([])
  })
})
