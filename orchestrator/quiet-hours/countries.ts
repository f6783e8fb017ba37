import { plain } from './states.ts'

/** Languages in which a country's name is understood. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl']
const otherNames: Record<string, string> = {
  uk: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  usa: 'US',
  us: 'US',
  'united states of america': 'US',
  america: 'US',
  eire: 'IE',
  holland: 'NL',
  'russian federation': 'RU',
  'czech republic': 'CZ',
  uae: 'AE',
  'korea republic of': 'KR',
}

let names: Map<string, string> | null = null

/** Made when it is first needed: some thousand names, a few milliseconds. */
function countryNames(): Map<string, string> {
  const found = new Map<string, string>()
  for (const language of languages) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const code of allCodes()) {
      const name = display.of(code)
      if (name && !found.has(plain(name))) found.set(plain(name), code)
    }
  }
  for (const [name, code] of Object.entries(otherNames)) found.set(name, code)
  return found
}

/** Every pair of letters: all codes there are, and many that are none. */
export function* allCodes(): Generator<string> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  for (const first of letters) for (const second of letters) yield first + second
}

/** ISO 3166-1 of what somebody wrote as a country; null where it is none. */
export function countryCode(text: string): string | null {
  const name = plain(text)
  if (/^[a-z]{2}$/.test(name) && !(name in otherNames)) return name.toUpperCase()
  names ??= countryNames()
  return names.get(name) ?? null
}

/** One legal time, whatever the platform's data list beside it. */
const oneClock: Record<string, string[]> = { CN: ['Asia/Shanghai'] }

const zonesKnown = new Map<string, readonly string[]>()

/** Every zone of a country, from the platform's own data; empty where there is no such country. */
export function zonesOfCountry(code: string): readonly string[] {
  const known = zonesKnown.get(code)
  if (known) return known
  const zones = oneClock[code] ?? platformZones(code)
  zonesKnown.set(code, zones)
  return zones
}

/** A getter up to Node 22, a function from there on (ECMA-402 intl-locale-info); TypeScript knows neither. */
interface LocaleInfo {
  timeZones?: string[]
  getTimeZones?: () => string[] | undefined
}

function platformZones(code: string): string[] {
  try {
    const locale: Intl.Locale & LocaleInfo = new Intl.Locale('und', { region: code })
    return locale.getTimeZones?.() ?? locale.timeZones ?? []
  } catch {
    return []
  }
}
