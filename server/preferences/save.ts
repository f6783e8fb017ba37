import { z } from 'zod'
import {
  addressesFor,
  type ConsentInput,
  consentChannels,
  consentPurposes,
  type Frequency,
  frequencies,
  recordForPerson,
  regionOfCustomer,
  setContactPreferences,
  withdraw,
} from '#domain/consent/index.ts'
import { identifiersOf } from '#domain/identity/index.ts'
import { forgetTraits, setTrait } from '#domain/profile/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import { inTransaction } from '#store/index.ts'
import type { House } from '../house.ts'
import { type Preferences, type SizeName, sizeNames } from './choices.ts'
import { languages } from './words.ts'

const box = z.templateLiteral([z.enum(consentChannels), ':', z.enum(consentPurposes)])
const boxes = list(box, 30)
const size = z.string().trim().max(20)

/** The form as a browser sends it: fields that were ticked, once or several times. */
const form = z.object({
  action: z.enum(['save', 'stop']).default('save'),
  /** What was on when the page was made: only what the reader has changed is written. */
  was: boxes,
  on: boxes,
  frequency_email: z.enum(frequencies).default('as_it_comes'),
  frequency_sms: z.enum(frequencies).default('as_it_comes'),
  frequency_whatsapp: z.enum(frequencies).default('as_it_comes'),
  frequency_push: z.enum(frequencies).default('as_it_comes'),
  category: list(z.string().max(200), 100),
  clothing_size: size.default(''),
  shoe_size: size.default(''),
  pause: z.enum(['none', 'month', 'keep']).default('none'),
  language: z.enum(languages).optional(),
})
export type PreferenceForm = z.output<typeof form>

function list<S extends z.ZodType>(entry: S, most: number) {
  return z.preprocess(
    (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
    z.array(entry).max(most),
  )
}

export type ReadForm = { ok: true; form: PreferenceForm } | { ok: false; fields: string[] }

export function readForm(body: unknown): ReadForm {
  const read = form.safeParse(body)
  if (read.success) return { ok: true, form: read.data }
  return { ok: false, fields: [...new Set(read.error.issues.map((issue) => String(issue.path[0])))] }
}

const MONTH_DAYS = 30

/** Takes everything back that was written of a form with a field that may not be kept. */
class FieldsRefused extends Error {
  readonly fields: string[]
  constructor(fields: string[]) {
    super(`refused: ${fields.join(', ')}`)
    this.fields = fields
  }
}

/** Writes what the reader has changed, all or nothing. Answers the fields that may not be kept. */
export async function savePreferences(
  house: House,
  shown: Preferences,
  given: PreferenceForm,
  now: Date,
): Promise<string[]> {
  try {
    await inTransaction(house.db, (tx) => write({ ...house, db: tx }, shown, given, now))
    house.slots.visitors.forget([shown.customerId]) // their next page already holds to it
    house.journeys.note([shown.customerId])
    return []
  } catch (error) {
    if (error instanceof FieldsRefused) return error.fields
    throw error
  }
}

async function write(house: House, shown: Preferences, given: PreferenceForm, now: Date): Promise<void> {
  const { customerId } = shown
  await noteChanged(house.db, [customerId], now)
  if (given.action === 'stop') return stopEverything(house, customerId, now)
  await saveConsent(house, shown, given, now)
  await setContactPreferences(
    house.db,
    customerId,
    {
      frequency: frequenciesOf(given),
      categories: given.category.filter((category) => shown.categories.includes(category)),
      language: given.language ?? shown.given.language,
      pausedUntil: pauseOf(shown, given, now),
    },
    now,
  )
  const refused = await saveSizes(house, shown, given, now)
  if (refused.length > 0) throw new FieldsRefused(refused)
}

function frequenciesOf(given: PreferenceForm): Record<'email' | 'sms' | 'whatsapp' | 'push', Frequency> {
  return {
    email: given.frequency_email,
    sms: given.frequency_sms,
    whatsapp: given.frequency_whatsapp,
    push: given.frequency_push,
  }
}

function pauseOf(shown: Preferences, given: PreferenceForm, now: Date): Date | null {
  if (given.pause === 'month') return new Date(now.getTime() + MONTH_DAYS * 86_400_000)
  return given.pause === 'keep' ? shown.given.pausedUntil : null
}

async function stopEverything(house: House, customerId: string, now: Date): Promise<void> {
  const said = { source: 'preference_centre', evidence: 'Preference centre: stop everything' }
  await withdraw(house.db, customerId, consentChannels, said, now)
  const inputs = consentChannels.map(
    (channel) => ({ channel, purpose: 'personalisation', state: 'denied', ...said }) as const,
  )
  await recordForPerson(house.db, customerId, inputs, now)
}

/** A box that was on and is off is a denial. One that was off and is on is a grant, where it may be given here. */
async function saveConsent(
  house: House,
  shown: Preferences,
  given: PreferenceForm,
  now: Date,
): Promise<void> {
  const own = await identifiersOf(house.db, [shown.customerId])
  const region = await regionOfCustomer(house.db, shown.customerId)
  const said = { source: 'preference_centre', region }
  const inputs: Omit<ConsentInput, 'customerId'>[] = []
  for (const { channel, mayGrant, choices } of shown.channels)
    for (const { name, purpose } of choices) {
      const [before, after] = [given.was.includes(name), given.on.includes(name)]
      if (before === after) continue
      const entry = {
        channel,
        purpose,
        ...said,
        evidence: `Preference centre: ${name} ${after ? 'on' : 'off'}`,
      }
      if (!after) inputs.push({ ...entry, state: 'denied' })
      // the link came to this very address, which is the confirmation that a double opt-in asks for
      else if (mayGrant) inputs.push({ ...entry, state: 'granted', address: addressesFor(channel, own)?.[0] })
    }
  const { name, purpose } = shown.personalisation
  const after = given.on.includes(name)
  if (given.was.includes(name) !== after)
    for (const channel of consentChannels)
      inputs.push({
        channel,
        purpose,
        ...said,
        state: after ? 'granted' : 'denied',
        evidence: `Preference centre: ${name} ${after ? 'on' : 'off'}`,
      })
  if (inputs.length > 0) await recordForPerson(house.db, shown.customerId, inputs, now)
}

/** Sizes are zero-party traits: said by the customer, here. */
async function saveSizes(
  house: House,
  shown: Preferences,
  given: PreferenceForm,
  now: Date,
): Promise<string[]> {
  const refused: SizeName[] = []
  for (const name of sizeNames) {
    const value = given[name]
    if (value === shown.sizes.find((entry) => entry.name === name)?.value) continue
    if (value === '') {
      await forgetTraits(house.db, shown.customerId, [name], now)
      continue
    }
    const { customerId } = shown
    const said = {
      source: 'preference_centre',
      party: 'zero',
      evidence: 'Said in the preference centre',
    } as const
    const verdict = await setTrait(house.db, { customerId, name, value, ...said, at: now }, now)
    if (!verdict.ok) refused.push(name)
  }
  return refused
}
