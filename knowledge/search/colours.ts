import { termsOf } from './tokenise.ts'

// each family's name and the shades that a shopper who asks for it accepts
const shadesOf: Record<string, string> = {
  black: 'jet onyx ebony noir schwarz',
  white: 'ivory snow offwhite chalk pearl alabaster cream',
  gray: 'charcoal slate anthracite graphite ash pewter stone heather silver smoke steel',
  blue: 'navy indigo azure cobalt teal denim sky royal turquoise aqua cyan petrol midnight ocean sapphire cerulean',
  green: 'olive khaki forest moss sage emerald lime mint pine fern teal hunter spruce juniper',
  red: 'burgundy crimson scarlet maroon ruby cherry wine brick rust claret vermilion cranberry',
  pink: 'rose blush fuchsia magenta salmon coral raspberry',
  purple: 'violet lavender plum lilac mauve aubergine eggplant mulberry heather',
  yellow: 'mustard gold lemon ochre saffron amber honey brass',
  orange: 'rust tangerine apricot peach terracotta amber copper pumpkin',
  brown:
    'tan chocolate camel chestnut cognac mocha coffee walnut hazel espresso bronze umber sienna oak copper',
  beige: 'cream sand oatmeal oat ecru taupe natural camel stone linen biscuit tan ivory',
}
// what the families are called elsewhere; German ones with their endings
const called: Record<string, string> = {
  black: 'schwarz noir negro nero',
  white: 'weiss blanc blanco bianco',
  gray: 'grau gris grigio',
  blue: 'blau bleu azul blu',
  green: 'grun gruen vert verde',
  red: 'rot rouge rojo rosso',
  pink: 'rosa',
  purple: 'lila violett morado',
  yellow: 'gelb jaune amarillo giallo',
  orange: 'naranja',
  brown: 'braun marron',
  beige: '',
}
const endings = ['', 'e', 'en', 'er', 'es', 'em']
const familyCalled = new Map<string, string>()
for (const [family, names] of Object.entries(called))
  for (const name of names.split(' ').filter(Boolean))
    for (const ending of endings) familyCalled.set(name + ending, family)

const families = new Map<string, Set<string>>()
for (const [name, family] of familyCalled) families.set(name, new Set([family]))
for (const [family, shades] of Object.entries(shadesOf)) {
  families.set(family, new Set([family]))
  for (const shade of shades.split(' ')) families.set(shade, (families.get(shade) ?? new Set()).add(family))
}

/** Whether an option is a colour's name rather than a size or cut. */
export function isColourName(name: string): boolean {
  return (
    /\b(colou?r|shade|finish|farbe)\b/i.test(name) &&
    !/(printing|number|temperature|depth|gamut|toner|ink)/i.test(name)
  )
}

/** The families in the order a shopper reads them. */
export const colourFamilies: readonly string[] = Object.keys(shadesOf)

/** The family or shade that a word stands for, in English: `blaue` is `blue`, `navy` is itself. null: no colour. */
export function colourCalled(term: string): string | null {
  return familyCalled.get(term) ?? (families.has(term) ? term : null)
}

/** Whether the text is a colour, or speaks of one: "dark blue", "heather grey". */
export function namesColour(text: string): boolean {
  return termsOf(text).some((term) => families.has(term))
}

/**
 * Whether goods of the colour `offered` are what someone wants who says `wanted`: "blue" takes navy and
 * sky, "navy" takes navy only, "dark blue" takes dark blue and navy.
 */
export function colourFits(offered: string, wanted: string): boolean {
  const have = termsOf(offered)
  const said = termsOf(wanted).filter((term) => term !== 'color' && term !== 'in')
  const want = said.map((term) => familyCalled.get(term) ?? term)
  if (want.length === 0) return true
  if (want.every((term) => have.includes(term)) || said.every((term) => have.includes(term))) return true
  if (want.join(' ') === 'dark blue') return have.includes('navy') || have.includes('midnight')
  const [only] = want
  return (
    want.length === 1 &&
    only !== undefined &&
    only in shadesOf &&
    have.some((term) => families.get(term)?.has(only))
  )
}
