import { needTerms } from './families.ts'
import type { NeedWord } from './need-words.ts'

/** What is not wanted, and after the sign what there is instead. */
const lines = [
  'feather, down, goose, duck, plume, quill = synthetic wool buckwheat polyester cotton foam',
  'wool, lanolin, sheep, merino, mohair, cashmere = cotton linen synthetic organic',
  'animal, fur, leather, suede, hide = cotton synthetic vegan canvas linen cork rubber',
  'plastic, polyester, nylon, synthetic, microfiber = cotton wool linen wood glass metal enamel stoneware beeswax natural',
  'electricity, cable, wire, wiring, plug, socket, outlet, cord, mains = solar battery rechargeable candle oil hand',
  'battery, batteries = solar oil candle rechargeable hand',
  'zip, zipper, button = pullover elastic drawstring crew',
  'lace, tying = slip on',
  'iron, ironing, crease, wrinkle = flannel jersey fleece quick dry',
  'heavy, bulky, weight = ultralight packable titanium light',
  'handle, hand = backpack crossbody hip',
  'perfume, fragrance, scent, smell = unscented beeswax natural',
]
const instead = new Map<string, string[]>()
for (const line of lines) {
  const [unwanted = '', wanted = ''] = line.split(' = ')
  for (const term of needTerms(unwanted))
    instead.set(term, [...(instead.get(term) ?? []), ...needTerms(wanted)])
}

export interface Unwanted {
  term: string
  /** What there may be in its place: one need. */
  instead: NeedWord
}

/** The materials and parts among some words that are not wanted. */
export function unwantedIn(words: readonly string[]): Unwanted[] {
  return words.flatMap(needTerms).flatMap((term) => {
    const wider = instead.get(term)
    return wider === undefined ? [] : [{ term, instead: { stem: '', need: '', wider } }]
  })
}
