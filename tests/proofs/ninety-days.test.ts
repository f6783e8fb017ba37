import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Readout } from '#contract/readouts.ts'
import type { Store } from '#store/index.ts'
import { temporaryFolder } from '../support/processes.ts'
import { runOn } from '../support/run-command.ts'

const scale = Number(process.env.PROOF_SCALE ?? 0.05)
const LEAST_DAYS = 10
const days = Math.max(LEAST_DAYS, Math.round(90 * scale))
const isWhole = days === 90

interface Figures {
  name: string
  entered: number
  heldOut: number
  sent: Record<string, number>
  suppressed: Record<string, number>
  converted: number
  readout: Readout
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** What its people need longer for than a short run lasts: a rhythm, a restock, a price, a parcel and a week. */
const slow = new Set([
  'replenishment',
  'win-back',
  'back-in-stock',
  'price-drop',
  'second-purchase',
  'category-bridge',
])

/** The demo shop over its days as the command runs it: on an empty folder, with nothing else said. */
describe(`rapport run --days ${days} --json`, () => {
  const folder = temporaryFolder()
  const before = { DATA_DIR: process.env.DATA_DIR, DATABASE_URL: process.env.DATABASE_URL }
  let journeys: Figures[] = []
  let document: unknown
  beforeAll(async () => {
    Object.assign(process.env, { DATA_DIR: folder.path, DATABASE_URL: '' })
    const ran = await runOn({} as Store, ['run', '--days', String(days), '--json'])
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' })
    document = ran.json()
    const { journeys: told } = Object(document)
    journeys = told
  }, 1_800_000)
  afterAll(() => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    folder.remove()
  })

  test('prints what the twelve journeys came to, and nothing else', () => {
    expect(Object.keys(Object(document))).toEqual(['journeys'])
    expect(journeys).toHaveLength(12)
    for (const figures of journeys)
      expect(Object.keys(figures)).toEqual([
        'name',
        'entered',
        'heldOut',
        'sent',
        'suppressed',
        'converted',
        'readout',
      ])
  })

  test('people enter, are written to, and some are left in peace', () => {
    const silent = journeys.filter(({ entered, sent }) => entered === 0 || total(sent) === 0)
    expect(silent.map(({ name }) => name).filter((name) => isWhole || !slow.has(name))).toEqual([])
    const sum = (of: (figures: Figures) => number) => journeys.reduce((all, one) => all + of(one), 0)
    const entered = sum((one) => one.entered)
    const heldOut = sum((one) => one.heldOut)
    expect(entered).toBeGreaterThan(10 * days)
    expect(heldOut / entered).toBeGreaterThan(0.03)
    expect(heldOut / entered).toBeLessThan(0.2)
    expect(sum((one) => total(one.suppressed))).toBeGreaterThan(0)
    expect(sum((one) => one.converted)).toBeGreaterThan(0)
  })

  test('nothing is said of an effect before the plan is fulfilled', () => {
    for (const { name, readout } of journeys) {
      const { planned, reached, status } = readout
      if (reached.perArm < planned.perArm || reached.weeks < planned.weeks)
        expect({ name, status: status === 'ready' }).toEqual({ name, status: false })
      expect(readout.srm.isMismatch).toBe(false)
    }
  })
})
