import type { ConsentChannel } from '#contract/staff-customers.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { saveTemplate, setTemplateStatus } from '#domain/content/index.ts'
import { writeContactRules } from '#domain/settings/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { addPerson } from './people-story.ts'
import { smallGoods, toProduct } from './small-shop.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Noon of tomorrow in UTC: accounts that a test makes are older. */
export const noon = new Date((Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS + 12 * HOUR_MS)
/** In the evening of the same day in Berlin, where these people's numbers are from. */
export const evening = new Date(noon.getTime() + 5.5 * HOUR_MS)

const lantern = smallGoods.find(({ id }) => id === 'glow')

/** Goods, one of them sold out, and rules without chance: nobody is held out, and one message does not crowd out the next. */
export async function openOutreachShop(db: Db, now: Date): Promise<void> {
  if (!lantern) throw new Error('the small shop has a lantern')
  const lamp = { ...toProduct(lantern), productId: 'faded', title: 'Faded Camp Lamp' }
  const variants = lamp.variants.map((variant) => ({ ...variant, variantId: 'faded-1', stockOnline: 0 }))
  await importProducts(db, [...smallGoods.map(toProduct), { ...lamp, variants }], { source: 'test', now })
  await writeContactRules(
    db,
    {
      caps: [],
      fatigue: null,
      quietHours: null,
      arbitrationMinutes: 0,
      holdouts: { global: 0, associates: 0, journeys: 0 },
    },
    null,
    now,
  )
}

/** Mobile numbers of four countries with one zone each: it is day in one of them at any time. */
const countries = [
  { prefix: '+4915112', zone: 'Europe/Berlin' },
  { prefix: '+5491123', zone: 'America/Argentina/Buenos_Aires' },
  { prefix: '+64212', zone: 'Pacific/Auckland' },
  { prefix: '+819012', zone: 'Asia/Tokyo' },
]

const hourIn = (zone: string, now: Date): number =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format(now))

/** The country whose people may be written to now by any law: Germany by its day, else another. */
function countryByDay(now: Date): (typeof countries)[number] {
  const found = countries.find(({ zone }) => hourIn(zone, now) >= 9 && hourIn(zone, now) < 19)
  if (!found) throw new Error(`it is night everywhere at ${now.toISOString()}`)
  return found
}

let people = 0

/** Somebody with a number of where it is day, and an address, who said yes to being written to on these channels. */
export async function addClient(
  db: Db,
  given: { name?: string; yesTo?: readonly ConsentChannel[] },
  now: Date,
): Promise<{ customerId: string; phone: string; email: string }> {
  const phone = `${countryByDay(now).prefix}${String(++people).padStart(6, '0')}`
  const email = `client-${people}@example.com`
  const customerId = await addPerson(db, { phone, email, name: given.name ?? 'Anna Berg' }, now)
  for (const channel of given.yesTo ?? ['sms', 'whatsapp', 'email'])
    await recordConsent(
      db,
      {
        customerId,
        channel,
        purpose: 'clienteling',
        state: 'granted',
        source: 'store',
        evidence: 'Signed a card in the store',
        at: now,
      },
      now,
    )
  return { customerId, phone, email }
}

/** From now on people are written to in the evening only, or at any hour again: a session outlives no night. */
export async function onlyInTheEvening(db: Db, isSo: boolean, now: Date): Promise<void> {
  const quietHours = isSo ? { from: 18, until: 22 } : null
  await writeContactRules(db, { quietHours }, null, now)
}

/** A template of WhatsApp's that may be sent. */
export async function addTemplate(db: Db, body: string, name: string, now: Date): Promise<string> {
  const input = { name, language: 'en', category: 'marketing', body, references: {} }
  const { templateId } = await saveTemplate(db, input, { staffId: null }, now)
  await setTemplateStatus(db, { templateId }, { status: 'approved' }, now)
  return templateId
}

/** An hour by day, where these people are, that is not now: nothing is sent until then, whatever the hour of the test. */
export function anHourByDay(now: Date): { from: number; until: number } {
  const hour = hourIn(countryByDay(now).zone, now)
  const from = hour < 14 ? 16 : 10
  return { from, until: from + 1 }
}
