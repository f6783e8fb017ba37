import { isCountry } from '#knowledge/documents/index.ts'
import { fold } from '../tokenise.ts'
import { placesWithin } from './cities.ts'

// what people call countries beside the names of the standard, and what they call who lives there
const others: Record<string, string> = {
  uk: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  british: 'GB',
  usa: 'US',
  'united states of america': 'US',
  america: 'US',
  american: 'US',
  canadian: 'CA',
  german: 'DE',
  deutschland: 'DE',
  austrian: 'AT',
  osterreich: 'AT',
  swiss: 'CH',
  schweiz: 'CH',
  suisse: 'CH',
  french: 'FR',
  italian: 'IT',
  spanish: 'ES',
  dutch: 'NL',
  holland: 'NL',
  belgian: 'BE',
  irish: 'IE',
  polish: 'PL',
  danish: 'DK',
  swedish: 'SE',
  norwegian: 'NO',
  finnish: 'FI',
  portuguese: 'PT',
  'czech republic': 'CZ',
  australian: 'AU',
  japanese: 'JP',
  chinese: 'CN',
  mexican: 'MX',
  brazilian: 'BR',
  emirates: 'AE',
  uae: 'AE',
  nz: 'NZ',
  'hong kong': 'HK',
}

// `Georgia` is a state, `Jordan` and `Chad` are people, `Turkey` is a bird; `jersey` is knitted
const alsoOtherwise = new Set(['georgia', 'jersey', 'chad', 'jordan', 'guinea', 'turkey', 'mali', 'oman'])

const parts = new Set([
  'england',
  'scotland',
  'wales',
  'northern ireland',
  ...Object.values(placesWithin).flat(),
])

const names = allNames()
const pattern = new RegExp(
  `\\b(${[...names.keys()]
    .sort((a, b) => b.length - a.length)
    .join('|')
    .replaceAll('.', '\\.')})\\b`,
  'g',
)

/** A country that a text speaks of, and the words it does so with. */
export interface NamedCountry {
  code: string
  words: string
}

/** The countries a text names, each once, in their order. `US` counts in capitals only: "tell us". */
export function countriesIn(text: string): NamedCountry[] {
  const found = new Map<string, NamedCountry>()
  for (const [words] of fold(text).replaceAll('.', '').matchAll(pattern)) {
    const code = names.get(words)
    if (code && !found.has(code)) found.set(code, { code, words })
  }
  if (/\bU\.?S\b/.test(text) && !found.has('US')) found.set('US', { code: 'US', words: 'us' })
  return [...found.values()]
}

/** Whether the words name a part of a country only. */
export const isPart = (words: string) => parts.has(words)

function allNames(): Map<string, string> {
  const standard = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry)
  const named = new Map(Object.entries(others))
  for (const [code, places] of Object.entries(placesWithin))
    for (const place of places) named.set(place, code)
  for (const code of codes) {
    const name = fold(standard.of(code) ?? '').replaceAll('.', '')
    const plain = name
      .replace(/[&()[\]]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    if (plain.length > 3 && !alsoOtherwise.has(plain) && !named.has(plain)) named.set(plain, code)
  }
  return named
}
