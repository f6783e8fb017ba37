import { removeSource as removeCustomers, upsertCustomers } from '#domain/identity/index.ts'
import { removeSource as removeOrders, upsertOrders } from '#domain/orders/index.ts'
import { readNote, readSettings, type Settings, writeNote, writeSettings } from '#domain/settings/index.ts'
import {
  importProducts,
  removeSource as removeCatalog,
  setStock,
  upsertStores,
} from '#knowledge/catalog/index.ts'
import { importDocument, removeSource as removeDocuments } from '#knowledge/documents/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { helpPages } from './documents.ts'
import { assortment } from './goods/assortment.ts'
import { removeJourneysOfDemo, seedJourneys } from './journeys.ts'
import { forgetLife } from './life/life.ts'
import { removeLooksOfDemo, seedLooks } from './looks.ts'
import { removeOffersOfDemo, seedOffers } from './offers.ts'
import { removeConsents, seedConsents } from './people/consents.ts'
import { customers } from './people/customers.ts'
import { removeEvents, seedEvents } from './people/events.ts'
import { orderHistory } from './people/history.ts'
import { removeProfiles, seedProfiles } from './people/profiles.ts'
import { secondAccounts } from './people/second-accounts.ts'
import { shopSettings } from './shop.ts'
import { removeSlotsOfDemo, seedSlots } from './slots.ts'
import { shelves, stores } from './stores.ts'
import { removeTemplatesOfDemo, seedTemplates } from './templates.ts'
import { removeUgcOfDemo, seedUgc } from './ugc.ts'

export const demoSource = 'demo'
const NOTE = 'demo'
const STOCK_CHUNK = 2000

/** Whether the demo shop is here, whole. */
export async function isDemo(db: Db): Promise<boolean> {
  return (await readNote(db, NOTE)) !== undefined
}

/** When the demo shop was made; null: it is not here. */
export async function demoMadeAt(db: Db): Promise<Date | null> {
  const note = await readNote(db, NOTE)
  if (typeof note !== 'object' || note === null || !('seededAt' in note)) return null
  return typeof note.seededAt === 'string' ? new Date(note.seededAt) : null
}

export type SeedStep = 'catalog' | 'stock' | 'documents' | 'customers' | 'orders' | 'events'

/**
 * Fills the rooms with the demo shop, through their doors; a shop that is there already is left as it is.
 * Dates count back from `now`. The note that says it is here is written last, so that a seeding that was
 * cut short is simply done again.
 */
export async function seedDemo(db: Db, now: Date, onProgress?: (step: SeedStep) => void): Promise<void> {
  if (await isDemo(db)) return
  const goods = assortment(now)
  onProgress?.('catalog')
  await importProducts(
    db,
    goods.map(({ product }) => product),
    { source: demoSource, now },
  )
  onProgress?.('stock')
  await stockStores(db, goods, now)
  onProgress?.('documents')
  for (const page of helpPages()) await importDocument(db, { ...page, format: 'markdown' }, demoSource, now)
  onProgress?.('customers')
  const people = customers(now)
  await upsertCustomers(db, [...people, ...secondAccounts(people)], demoSource, now)
  await seedConsents(db, people, demoSource, now)
  onProgress?.('orders')
  const orders = orderHistory(people, goods, now)
  await upsertOrders(db, orders, demoSource, now)
  await seedProfiles(db, people, orders, demoSource, now)
  onProgress?.('events')
  await seedEvents(db, people, orders, goods, demoSource, now)
  await seedUgc(db, people, orders, goods, demoSource, now)
  await seedTemplates(db, now)
  await seedSlots(db, now)
  await seedOffers(db, now)
  await seedJourneys(db, now)
  await seedLooks(db, now)
  // together, or a second try would take the demo's own settings for those before it
  await inTransaction(db, async (tx) => {
    const before = pickShopSettings(await readSettings(tx))
    await writeSettings(tx, shopSettings, null, now)
    await writeNote(tx, NOTE, { seededAt: now.toISOString(), before }, now)
  })
}

async function stockStores(db: Db, goods: ReturnType<typeof assortment>, now: Date): Promise<void> {
  await upsertStores(db, stores, demoSource, now)
  const entries = shelves(goods)
  for (let at = 0; at < entries.length; at += STOCK_CHUNK)
    await setStock(db, entries.slice(at, at + STOCK_CHUNK), now)
}

/**
 * Removes what the demo shop brought, orders placed in it included; what was imported beside it stays.
 * Settings that still are the demo's become what they were.
 */
export async function removeDemo(db: Db, now: Date): Promise<void> {
  const note = await readNote(db, NOTE)
  await writeNote(db, NOTE, undefined, now)
  await forgetLife(db, now)
  await removeEvents(db)
  await removeProfiles(db, customers(now), now)
  await removeConsents(db, customers(now), now)
  await removeUgcOfDemo(db, customers(now), now)
  await removeOrders(db, demoSource, now)
  await removeCustomers(db, demoSource, now)
  await removeDocuments(db, demoSource)
  await removeCatalog(db, demoSource, now)
  await removeTemplatesOfDemo(db)
  await removeLooksOfDemo(db, now)
  await removeSlotsOfDemo(db, now)
  await removeJourneysOfDemo(db)
  await removeOffersOfDemo(db)
  if (note !== undefined) await restoreSettings(db, settingsBefore(note), now)
}

async function restoreSettings(db: Db, before: Partial<Settings>, now: Date): Promise<void> {
  const present = pickShopSettings(await readSettings(db))
  const untouched = Object.entries(before).filter(
    ([field]) => JSON.stringify(fieldOf(present, field)) === JSON.stringify(fieldOf(shopSettings, field)),
  )
  if (untouched.length > 0) await writeSettings(db, Object.fromEntries(untouched), null, now)
}

function pickShopSettings(settings: Settings): Partial<Settings> {
  return Object.fromEntries(Object.keys(shopSettings).map((field) => [field, fieldOf(settings, field)]))
}

function fieldOf(settings: Partial<Settings>, field: string): unknown {
  return Object.entries(settings).find(([name]) => name === field)?.[1]
}

function settingsBefore(note: unknown): Partial<Settings> {
  if (typeof note !== 'object' || note === null || !('before' in note)) return {}
  const { before } = note
  return typeof before === 'object' && before !== null ? before : {}
}
