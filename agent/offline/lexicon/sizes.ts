/** Size words and the size they mean; longer phrases first. */
export const sizePhrases: [string, string][] = [
  ['extra extra large', 'XXL'],
  ['double extra large', 'XXL'],
  ['extra large', 'XL'],
  ['extra small', 'XS'],
  ['x large', 'XL'],
  ['x small', 'XS'],
  ['small', 'S'],
  ['medium', 'M'],
  ['large', 'L'],
]

/** Letters that mean a size wherever they stand alone. */
export const plainSizes = ['xxs', 'xs', 'xl', 'xxl', 'xxxl', '2xl', '3xl', '4xl']

/** Letters that mean a size only in capitals, after "size" or "in", or as the whole message. */
export const letterSizes = ['s', 'm', 'l']
