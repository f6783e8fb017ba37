/** Words of streets in several languages, each with all its spellings; the first stands for all of them. */
const streetWords = [
  ['st', 'saint', 'sainte', 'sankt', 'street', 'strt', 'straat', 'str', 'strasse', 'stret'],
  ['ave', 'avenue', 'av', 'avenida', 'avda', 'avd', 'aven'],
  ['rd', 'road'],
  ['blvd', 'boulevard', 'bd', 'bld', 'bvd', 'boul'],
  ['ln', 'lane'],
  ['dr', 'drive', 'drv'],
  ['ct', 'court', 'crt'],
  ['cres', 'crescent', 'cr', 'crsnt'],
  ['cct', 'circuit'],
  ['cl', 'close'],
  ['pl', 'place', 'platz', 'plaza', 'pza', 'plz', 'piazza', 'praca', 'plein', 'pca'],
  ['sq', 'square'],
  ['ter', 'terrace', 'terr', 'tce'],
  ['pkwy', 'parkway', 'pky'],
  ['hwy', 'highway'],
  ['gdns', 'gardens', 'gardn'],
  ['pde', 'parade'],
  ['rue', 'r', 'rua'],
  ['ch', 'chemin'],
  ['all', 'allee', 'alley'],
  ['imp', 'impasse'],
  ['quai', 'q'],
  ['calle', 'c'],
  ['pso', 'paseo', 'passeig'],
  ['ctra', 'carretera'],
  ['via', 'v'],
  ['viale', 'vle'],
  ['corso', 'cso'],
  ['tv', 'travessa', 'trav'],
  ['est', 'estrada'],
  ['n', 'north', 'nord', 'norte', 'nth'],
  ['s', 'south', 'sud', 'sur', 'sul', 'sth'],
  ['e', 'east', 'ost', 'este', 'leste'],
  ['w', 'west', 'ouest', 'oeste', 'ovest'],
]

const standsFor = new Map(
  streetWords.flatMap(([first = '', ...others]) =>
    [first, ...others].map((word): [string, string] => [word, first]),
  ),
)

/** German and Dutch write street and name as one word: `hauptstrasse`, `hauptstr`, `kerkstraat`. */
const joined = /^(\p{L}{3,}?)(strasse|straat|str)$/u

/** The spelling that stands for this word in an address. */
export function streetWord(word: string): string {
  const known = standsFor.get(word)
  if (known !== undefined) return known
  return word.replace(joined, '$1st')
}

/** Little words that come and go: `rue de la paix`, `rue paix`. */
export const fillers = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'del',
  'los',
  'las',
  'da',
  'do',
  'dos',
  'di',
  'der',
  'die',
  'the',
  'of',
])

/** What comes before the number of a flat. */
export const unitWords = new Set([
  ...['flat', 'apt', 'apartment', 'aptmt', 'apmt', 'apmnt', 'unit', 'suite', 'room', 'rm', 'floor', 'fl'],
  ...[
    'wohnung',
    'whg',
    'appartement',
    'appt',
    'app',
    'etage',
    'piso',
    'puerta',
    'apto',
    'apartamento',
    'andar',
  ],
  ...['interno', 'int', 'scala', 'villa', 'lot', '#'],
])
