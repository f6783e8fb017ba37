const words = new Map([
  ...Object.entries({
    'extra extra small': 'xxs',
    'extra small': 'xs',
    small: 's',
    medium: 'm',
    large: 'l',
    'extra large': 'xl',
    'extra extra large': 'xxl',
    'x small': 'xs',
    'x large': 'xl',
    'xx large': 'xxl',
    '2xl': 'xxl',
    '3xl': 'xxxl',
    '4xl': 'xxxxl',
    '2xs': 'xxs',
    '2x large': 'xxl',
    '3x large': 'xxxl',
    os: 'one size',
    'o s': 'one size',
    tu: 'one size',
  }),
])

/** `Medium`, `m` and `size M` are `m`; `EU 42` is `42`; `500 ml` is `500ml`. */
export function normaliseSize(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[-–_/]+/g, ' ')
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/\bone size.*|\bonesize\b/, 'os')
    .replace(/\b(size|sizes|eu|eur|us|uk|no|nr)\b\.?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.get(plain) ?? plain.replace(/^(\d+(?:\.\d+)?)\s+([a-z"']+)$/, '$1$2')
}

/** Whether an option or attribute is a size. */
export function isSizeName(name: string): boolean {
  return (
    /\b(size|waist|inseam|length|volume|capacity|width)\b/i.test(name) ||
    /grösse|größe|talla|taille/i.test(name)
  )
}

const letterSizes = /^(x{0,4}s|m|x{0,4}l)$/

/** Whether a thing of the size `offered` fits someone who says `wanted`. One size fits every letter size. */
export function sizeFits(offered: string, wanted: string): boolean {
  const have = normaliseSize(offered)
  const want = normaliseSize(wanted)
  return have === want || (isLetterSize(want) && (have === 'one size' || letterSizesIn(have).includes(want)))
}

/** Of a normalised size: S to XL. */
export const isLetterSize = (size: string): boolean => letterSizes.test(size)

/** `s m` serves both; `42 2/3` is not 42. */
export function letterSizesIn(size: string): string[] {
  return /^[a-z ]+$/.test(size) ? size.split(' ').filter(isLetterSize) : []
}
