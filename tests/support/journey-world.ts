import { sql } from 'kysely'
import type { JourneyDefinition } from '#contract/journeys.ts'
import { approveContent, saveContent } from '#domain/content/index.ts'
import { identifiersOf, membersOf } from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import {
  createJourneys,
  type Journeys,
  type JourneysDeps,
  type Newcomer,
  type OutboxDeps,
  type TriggerSource,
  type TriggerTable,
} from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'
import { journeyOf } from './journey-definition.ts'
import { type OutboxWorld, openOutboxWorld } from './outbox-world.ts'

/** What a scripted trigger knows of, and when it became known. */
export interface Happening extends Newcomer {
  knownAt: Date
  /** By the name that the definition's event trigger gives. */
  name: string
}

export interface JourneyWorld extends OutboxWorld {
  journeys: Journeys
  /** What the triggers will name. */
  happenings: Happening[]
  /** Occurrences that do not hold any more. */
  over: Set<string>
  /** Statements that looked for newcomers. */
  looks: { count: number }
  happen: (customerId: string, more?: Partial<Happening>) => Happening
  /** Saves a journey and switches it on. */
  begin: (more?: Partial<JourneyDefinition>) => Promise<JourneyDefinition>
  /** A round of the journeys, and then of the outbox. */
  round: (at?: Date) => Promise<void>
  /** The same later. */
  after: (hours: number) => Promise<void>
  buys: (customerId: string, productIds?: string[], at?: Date) => Promise<string>
  /** Texts that reached a phone or a mailbox of this person, by the step. */
  stepsSent: (customerId: string) => Promise<number[]>
}

const HOUR_MS = 3_600_000
let count = 0

/** A real engine over a real outbox; triggers are scripted, and messages are drawn as their template's name. */
export async function openJourneyWorld(
  db: Db,
  more: {
    outbox?: Partial<OutboxDeps>
    journeys?: Partial<JourneysDeps>
    /** Those of another world, as another process sees them. */
    happenings?: Happening[]
    over?: Set<string>
  } = {},
): Promise<JourneyWorld> {
  const happenings = more.happenings ?? []
  const over = more.over ?? new Set<string>()
  const looks = { count: 0 }
  const late: { journeys: Journeys | null } = { journeys: null }
  const world = openOutboxWorld(db, {
    resolve: async (_tx, asked) =>
      new Map(
        asked.map(({ key, content }) => [
          key,
          { ok: true, content: { ...content, text: `drawn ${content.design?.productIds?.join(' ') ?? ''}` } },
        ]),
      ),
    stillWanted: async (tx, rows, now) => late.journeys?.stillWanted(tx, rows, now) ?? new Map(),
    ...more.outbox,
  })
  const journeys = createJourneys({
    db,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    outbox: world.outbox,
    suppressionKey: 'a key for the tests, long enough to be one',
    shop: async () => ({ rules: world.rules, timeZone: 'America/Denver' }),
    triggers: scripted(happenings, over, looks),
    categoriesOf: (productId) => [productId.split('-')[0] ?? ''],
    channelOrders: async (_tx, { customerIds }) =>
      new Map(customerIds.map((id) => [id, ['sms', 'email'] as const])),
    bestTimes: async (_tx, { customerIds, from }) =>
      new Map(customerIds.map((id) => [id, new Date(from.getTime() + 5 * HOUR_MS)])),
    ...more.journeys,
  })
  late.journeys = journeys
  const { clock } = world
  const round = async (at = clock.now) => {
    clock.now = at
    await journeys.run(at)
    await world.outbox.runDue(at)
  }
  return Object.assign(world, {
    journeys,
    happenings,
    over,
    looks,
    happen: (customerId: string, given: Partial<Happening> = {}) => {
      const happening = happeningOf(customerId, clock.now, given)
      happenings.push(happening)
      return happening
    },
    begin: async (given: Partial<JourneyDefinition> = {}) => {
      const definition = journeyOf(given)
      for (const { contentTemplate } of definition.steps) await approve(db, contentTemplate, clock.now)
      await journeys.save(definition, null, clock.now)
      await journeys.switchOn(definition.name, null, clock.now, { confirmEverybody: true })
      return definition
    },
    round,
    after: (hours: number) => round(new Date(clock.now.getTime() + hours * HOUR_MS)),
    buys: (customerId: string, productIds: string[] = ['lamp-1'], at = clock.now) =>
      buys(db, customerId, productIds, at),
    stepsSent: async (customerId: string) => stepsSent(db, customerId),
  })
}

function happeningOf(customerId: string, at: Date, given: Partial<Happening>): Happening {
  return {
    customerId,
    object: 'lamp-1',
    occurrence: `happening ${++count}`,
    since: at,
    values: {},
    productIds: ['lamp-1'],
    claims: [],
    orderId: null,
    knownAt: at,
    name: 'Thing Happened',
    ...given,
  }
}

/** Every kind of trigger finds what the test has put down, by the name of an event trigger. */
export function scripted(
  happenings: readonly Happening[],
  over: ReadonlySet<string>,
  looks: { count: number },
): TriggerTable {
  const source: TriggerSource<'event'> = {
    find: async (_db, { trigger, since, until, after, limit }) => {
      looks.count++
      return happenings
        .filter((each) => each.name === trigger.name && each.knownAt > since && each.knownAt <= until)
        .filter(({ customerId }) => after === null || customerId > after)
        .sort((a, b) => (a.customerId < b.customerId ? -1 : 1))
        .slice(0, limit)
    },
    stillTrue: async (_db, _trigger, inside) =>
      new Set(inside.flatMap(({ entryId, occurrence }) => (over.has(occurrence) ? [] : [entryId]))),
    wakes: new Set(['events']),
    everyMinutes: 60,
    causedBy: ({ name }) => [name],
  }
  return new Proxy({} as TriggerTable, { get: () => source })
}

/** A live content template of this name. */
export async function approve(db: Db, name: string, now: Date): Promise<void> {
  try {
    const draft = await saveContent(
      db,
      {
        name,
        title: name,
        purpose: 'marketing',
        languages: ['en'],
        channels: ['sms', 'email'],
        short: { en: 'Hello' },
        modules: [{ key: 'a', type: 'text', text: { en: 'Hello' } }],
      },
      { staffId: null },
      now,
    )
    const { contentTemplateId, version, rev } = draft
    await approveContent(db, { contentTemplateId, version, rev }, null, now)
  } catch (error) {
    if (!(error instanceof Error) || !/of this name already/.test(error.message)) throw error
  }
}

async function buys(db: Db, customerId: string, productIds: string[], at: Date): Promise<string> {
  const email = (await identifiersOf(db, [customerId])).find(({ kind }) => kind === 'email')?.value
  const orderNumber = `T${++count}`
  const line = (productId: string) => ({
    productId,
    variantId: `${productId}-v`,
    title: productId,
    quantity: 1,
    unitPrice: 1000,
  })
  const order = orderInput.parse({
    orderNumber,
    status: 'processed',
    customer: { email },
    email,
    currency: 'USD',
    total: 1000 * productIds.length,
    lines: productIds.map(line),
    placedAt: at,
  })
  await upsertOrders(db, [order], 'test', at)
  return orderNumber
}

/** The steps whose messages reached a provider, of all members of this person, in their order. */
async function stepsSent(db: Db, customerId: string): Promise<number[]> {
  const { rows } = await sql<{ key: string }>`select key from outbox
    where customer_id = any(${await membersOf(db, customerId)}::text[]) and started_at is not null
    order by started_at, outbox_id`.execute(db)
  return rows.map(({ key }) => Number(key.split(':')[2]))
}
