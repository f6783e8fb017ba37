import { termsOf } from '../tokenise.ts'

type Wearer = 'woman' | 'man' | 'kid'

/** What versions for others count. */
const FOR_OTHERS = 0.75
/** Children's things, where nobody spoke of a child. */
const FOR_CHILDREN = 0.9

const lines: [string, [Wearer, number][]][] = [
  [
    'woman women wife girlfriend fiancee bride mother mom mum mommy mummy aunt auntie grandma granny nana grandmother lady ladies she her hers sister widow hostess waitress goddess bridesmaid',
    [['woman', 1]],
  ],
  [
    'man men husband boyfriend fiance groom father dad daddy uncle grandpa grandad granddad grandfather gentleman gentlemen guy bloke chap he him his brother hubby fella widower',
    [['man', 1]],
  ],
  [
    'daughter girl niece granddaughter goddaughter schoolgirl',
    [
      ['kid', 1],
      ['woman', 0.9],
    ],
  ],
  [
    'son boy nephew grandson godson schoolboy',
    [
      ['kid', 1],
      ['man', 0.9],
    ],
  ],
  [
    'kid kids child children toddler baby infant newborn preschooler schoolchild pupil kindergartner kindergarten nursery preschool grandchild grandchildren tot youngster junior twins',
    [['kid', 1]],
  ],
]
const wearerOf = new Map(
  lines.flatMap(([words, wearers]) => termsOf(words).map((term) => [term, wearers] as const)),
)
const titles = new Map<string, Wearer>([
  ['woman', 'woman'],
  ['lady', 'woman'],
  ['man', 'man'],
  ['kid', 'kid'],
  ['child', 'kid'],
  ['girl', 'kid'],
  ['boy', 'kid'],
  ['junior', 'kid'],
  ['toddler', 'kid'],
])

/** For whom a text asks, and how surely. Nobody: it does not say. */
export function wearersAsked(text: string): ReadonlyMap<Wearer, number> {
  const asked = new Map<Wearer, number>()
  for (const term of termsOf(text))
    for (const [wearer, share] of wearerOf.get(term) ?? [])
      asked.set(wearer, Math.max(share, asked.get(wearer) ?? 0))
  if (/\b(?:year|month)s?[ -]olds?\b/i.test(text)) asked.set('kid', 1)
  return asked
}

/** What a version counts for those who are asked for: 1, unless its title says it is for others. */
export function fitsWearer(titleTerms: readonly string[], asked: ReadonlyMap<Wearer, number>): number {
  const made = titleTerms.flatMap((term) => titles.get(term) ?? [])
  if (made.length === 0) return 1
  if (asked.size === 0) return made.every((wearer) => wearer === 'kid') ? FOR_CHILDREN : 1
  return Math.max(FOR_OTHERS, ...made.map((wearer) => asked.get(wearer) ?? 0))
}
