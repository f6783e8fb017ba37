import type { Template } from '#contract/templates.ts'
import { type Cart, readCarts } from '#domain/carts/index.ts'
import { listTemplates } from '#domain/content/index.ts'
import { findOrders, type Order } from '#domain/orders/index.ts'
import { readSettings, type Settings } from '#domain/settings/index.ts'
import type { Db } from '#store/index.ts'
import type { Need, Plan } from './plan.ts'
import { type Reader, readReaders } from './readers.ts'

/** All that a group of messages needs beside the catalog; what none of them is about is not read. */
export interface Everything {
  settings: Settings
  readers: ReadonlyMap<string, Reader>
  /** By root. */
  carts: ReadonlyMap<string, Cart>
  orders: ReadonlyMap<string, Order>
  whatsappTemplates: readonly Template[]
}

export async function readEverything(tx: Db, plans: readonly Plan[], now: Date): Promise<Everything> {
  const needing = (need: Need) => plans.filter(({ needs }) => needs.has(need))
  return {
    settings: await readSettings(tx),
    readers: await readReaders(tx, plans, now),
    carts: await readCarts(tx, peopleOf(needing('cart'))),
    orders: await ordersFor(tx, plans),
    whatsappTemplates: needing('whatsapp').some(({ asked }) => asked.channel === 'whatsapp')
      ? await listTemplates(tx)
      : [],
  }
}

function peopleOf(plans: readonly Plan[]): { key: string; customerIds: readonly string[] }[] {
  const people = new Map(plans.map(({ asked }) => [asked.rootId, asked.members]))
  return [...people].map(([key, members]) => ({ key, customerIds: [key, ...members] }))
}

/** Each message's own order: one of the reader's, or it is not theirs to see. */
async function ordersFor(tx: Db, plans: readonly Plan[]): Promise<Map<string, Order>> {
  const ids = plans.flatMap(({ design }) => design.orderId ?? [])
  return findOrders(tx, ids)
}
