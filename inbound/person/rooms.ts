import * as audiences from '#domain/audiences/index.ts'
import * as carts from '#domain/carts/index.ts'
import * as consent from '#domain/consent/index.ts'
import * as conversations from '#domain/conversations/index.ts'
import * as events from '#domain/events/index.ts'
import * as experiments from '#domain/experiments/index.ts'
import * as handoff from '#domain/handoff/index.ts'
import * as identity from '#domain/identity/index.ts'
import * as links from '#domain/links/index.ts'
import * as offers from '#domain/offers/index.ts'
import * as orders from '#domain/orders/index.ts'
import * as profile from '#domain/profile/index.ts'
import * as rights from '#domain/rights/index.ts'
import * as sandbox from '#domain/sandbox/index.ts'
import * as segments from '#domain/segments/index.ts'
import * as slots from '#domain/slots/index.ts'
import * as ugc from '#domain/ugc/index.ts'
import * as webhooks from '#domain/webhooks/index.ts'
import * as orchestrator from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** A room that keeps something of persons. */
export interface PersonalRoom {
  personalTables: readonly string[]
  exportPerson: (db: Db, customerIds: string[]) => Promise<Record<string, unknown[]>>
  erasePerson: (db: Db, customerIds: string[], now: Date) => Promise<void>
}

/**
 * Every room with personal data, in the order of an erasure: identity last, because the others still ask it
 * who the person was. A test fails on a table that no room of this list covers.
 */
export const personalRooms = {
  orchestrator,
  events,
  conversations,
  handoff,
  carts,
  orders,
  offers,
  slots,
  segments,
  profile,
  consent,
  experiments,
  rights,
  sandbox,
  links,
  ugc,
  // after the rooms whose facts they are told of: what an erasure changes there is not told
  audiences,
  webhooks,
  identity,
} as const satisfies Record<string, PersonalRoom>
