import { devices, platforms, type SlotAudience, type SlotStrategy, weathers } from '#contract/slots.ts'
import { folded, type KnownPerson, type Signals } from './signals.ts'

/**
 * Which values of which signals the live variants tell apart, folded. What the page itself says (path, product,
 * category, search, tags) stands in the address of a cached answer and not in its key.
 */
export type SignalsInUse = ReadonlyMap<KeySignal, ReadonlySet<string>>

/** In the order in which they stand in a key. */
const keySignalNames = [
  'seg',
  'tier',
  'fav',
  'visitor',
  'ref',
  'source',
  'medium',
  'campaign',
  'device',
  'platform',
  'country',
  'region',
  'city',
  'weather',
] as const
type KeySignal = (typeof keySignalNames)[number]

/** Of the person: only a slot that is personal looks at them. */
const personal: ReadonlySet<KeySignal> = new Set(['seg', 'tier', 'fav', 'visitor'])

const wantedOf: Record<KeySignal, (audience: SlotAudience) => readonly string[] | undefined> = {
  seg: (audience) => audience.segments,
  tier: (audience) => audience.loyaltyTiers,
  fav: (audience) => audience.favouriteCategories,
  visitor: ({ visitor }) => (visitor === undefined ? undefined : ['new', 'returning']),
  ref: (audience) => audience.referrers,
  source: (audience) => audience.sources,
  medium: (audience) => audience.mediums,
  campaign: (audience) => audience.campaigns,
  device: ({ devices: named }) => named && devices,
  platform: ({ platforms: named }) => named && platforms,
  country: (audience) => audience.countries,
  region: (audience) => audience.regions,
  city: (audience) => audience.cities,
  weather: ({ weather: named }) => named && weathers,
}

export function keySignals(
  variants: readonly { audience: SlotAudience; strategy: SlotStrategy }[],
): SignalsInUse {
  const inUse = new Map<KeySignal, Set<string>>()
  for (const { audience, strategy } of variants)
    for (const name of keySignalNames) {
      const needs = personal.has(name) ? 'personal' : 'contextual'
      if (strategy === 'manual' || (needs === 'personal' && strategy !== 'personal')) continue
      const wanted = wantedOf[name](audience)
      if (wanted === undefined) continue
      const known = inUse.get(name) ?? new Set()
      for (const value of wanted) known.add(plain(name, value))
      inUse.set(name, known)
    }
  return inUse
}

/** Ids and codes stay as they are. */
function plain(name: KeySignal, value: string): string {
  return name === 'seg' || name === 'country' ? value : folded(value)
}

const VERSION = 'm1'

/**
 * The visitor's class as one readable word: only the signals, and of them only the values, that the live slots
 * tell apart. Two visitors with one key are shown the same, rows that are about a person aside.
 */
export function segmentKeyOf(signals: Signals, inUse: SignalsInUse): string {
  const parts = keySignalNames.flatMap((name) => {
    const among = inUse.get(name)
    const values = among ? valuesOf(name, signals, among) : []
    return values.length === 0 ? [] : [`${name}=${values.map(encode).join('~')}`]
  })
  return [VERSION, ...parts].join('.')
}

function valuesOf(name: KeySignal, signals: Signals, among: ReadonlySet<string>): string[] {
  const own = (value: string | null) =>
    value !== null && among.has(plain(name, value)) ? [plain(name, value)] : []
  const { person } = signals
  switch (name) {
    case 'seg':
      return [...(person?.segments ?? [])].filter((id) => among.has(id)).sort()
    case 'tier':
      return own(person?.loyaltyTier ?? null)
    case 'fav':
      return categoriesAmong(person?.favouriteCategories ?? [], among)
    case 'visitor':
      return person === null ? [] : [person.returning ? 'returning' : 'new']
    case 'ref':
      return [...among]
        .filter((host) => signals.referrer === host || signals.referrer?.endsWith(`.${host}`))
        .sort()
    case 'weather':
      return [...signals.weather].sort()
    case 'device':
      return [signals.device]
    case 'platform':
      return [signals.platform]
    default:
      return own(signals[name])
  }
}

function categoriesAmong(favourites: readonly string[], among: ReadonlySet<string>): string[] {
  const own = favourites.map((path) => ` > ${folded(path)} > `)
  return [...among].filter((category) => own.some((path) => path.includes(` > ${category} > `))).sort()
}

/** Dots, equal signs and tildes part a key: in a value they are written as % and two digits. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/[.~!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
}

/** What a key says; null: it is none, or one from before the slots were changed. */
export function signalsOfKey(key: string, inUse: SignalsInUse): KeyedSignals | null {
  const [version, ...parts] = key.split('.')
  if (version !== VERSION) return null
  const values = new Map<KeySignal, string[]>()
  for (const part of parts) {
    const [name = '', list = ''] = part.split('=')
    const signal = keySignalNames.find((one) => one === name)
    const among = signal && inUse.get(signal)
    const given = list.split('~').map(decode)
    if (!signal || !among || given.some((value) => value === null || !among.has(value))) return null
    values.set(
      signal,
      given.flatMap((value) => value ?? []),
    )
  }
  const one = (name: KeySignal) => values.get(name)?.[0] ?? null
  const knowsPerson = [...personal].some((name) => values.has(name))
  return {
    referrer: one('ref'),
    source: one('source'),
    medium: one('medium'),
    campaign: one('campaign'),
    country: one('country'),
    region: one('region'),
    city: one('city'),
    device: devices.find((device) => device === one('device')) ?? 'desktop',
    platform: platforms.find((platform) => platform === one('platform')) ?? 'other',
    weather: weathers.filter((weather) => values.get('weather')?.includes(weather)),
    person: knowsPerson
      ? {
          segments: new Set(values.get('seg')),
          loyaltyTier: one('tier'),
          favouriteCategories: values.get('fav') ?? [],
          returning: one('visitor') === 'returning',
        }
      : null,
  }
}

/** The part of the signals that a key carries. */
export type KeyedSignals = Omit<
  Signals,
  'path' | 'productId' | 'categories' | 'tags' | 'search' | 'season' | 'day'
> & {
  person: KnownPerson | null
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}
