import { Problem } from '#contract/problem.ts'
import { type SettingsView, settingsInput } from '#contract/staff-api.ts'

export type Settings = SettingsView

const daily = { open: '09:00', close: '18:00' }

/** What a shop starts with. */
export const defaultSettings: Settings = {
  shopName: 'Our shop',
  greeting: 'Hello. How can I help you today?',
  starters: ['Find a product', 'Where is my order?', 'Returns and delivery'],
  brandVoice: 'Warm, brief and honest. Plain words, no pressure.',
  locale: 'en-US',
  accentColor: '#1f5f5b',
  timeZone: 'UTC',
  hours: [daily, daily, daily, daily, daily, { open: '10:00', close: '16:00' }, null],
  queueTimeoutSeconds: 120,
  consentRequired: false,
  origins: [],
  checkoutUrlTemplate: '',
}

/** Stored settings as a whole: a field that is missing, or no longer valid, has its default. */
export function withDefaults(stored: unknown): Settings {
  const given = typeof stored === 'object' && stored !== null ? stored : {}
  const whole = settingsInput.safeParse({ ...defaultSettings, ...given })
  if (whole.success) return whole.data
  const bad = new Set(whole.error.issues.map((issue) => issue.path[0]))
  const good = Object.entries(given).filter(([field]) => !bad.has(field))
  return settingsInput.parse({ ...defaultSettings, ...Object.fromEntries(good) })
}

/** The fields of a change, checked. Throws `bad-request` with one entry per wrong field. */
export function checkedPatch(patch: unknown): Partial<Settings> {
  const parsed = settingsInput.partial().safeParse(patch)
  const errors = parsed.success
    ? meaningErrors(parsed.data)
    : parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  if (errors.length > 0) throw new Problem('bad-request', 'Some settings are not valid', { errors })
  return parsed.data ?? {}
}

/** What a pattern cannot see: a zone that does not exist, 25:00, an origin with a path. */
function meaningErrors(patch: Partial<Settings>): { path: string; message: string }[] {
  const errors: { path: string; message: string }[] = []
  const wrong = (path: string, message: string) => errors.push({ path, message })
  if (patch.timeZone !== undefined && !isTimeZone(patch.timeZone)) wrong('timeZone', 'not a time zone')
  if (patch.locale !== undefined && !isLocale(patch.locale)) wrong('locale', 'not a language tag')
  for (const [day, hours] of (patch.hours ?? []).entries())
    for (const edge of ['open', 'close'] as const)
      if (hours && minutesOf(hours[edge]) === null) wrong(`hours.${day}.${edge}`, 'not a time of day')
  for (const [i, origin] of (patch.origins ?? []).entries())
    if (!isOrigin(origin)) wrong(`origins.${i}`, 'an origin such as https://shop.example')
  const template = patch.checkoutUrlTemplate
  if (template && !isCheckoutTemplate(template))
    wrong('checkoutUrlTemplate', 'a web address, a path on this site, or shopify: and the shop’s domain')
  return errors
}

function isCheckoutTemplate(template: string): boolean {
  if (/^shopify:[a-z0-9.-]+\.[a-z]{2,}$/i.test(template)) return true
  return /^(https?:\/\/[^\s/]|\/(?!\/))\S*$/i.test(template)
}

function isOrigin(origin: string): boolean {
  try {
    const url = new URL(origin)
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === origin
  } catch {
    return false
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone !== ''
  } catch {
    return false
  }
}

function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1
  } catch {
    return false
  }
}

/** Minutes since midnight of HH:MM, up to 24:00; null where there is no such time. */
export function minutesOf(time: string): number | null {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number)
  const total = hours * 60 + minutes
  return hours >= 0 && minutes >= 0 && minutes < 60 && total <= 24 * 60 ? total : null
}
