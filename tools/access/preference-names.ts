/** What a shopper may ask us to keep in mind: a closed list of names, the values are the shopper's own. */
export const preferenceNames = [
  'size',
  'shoe_size',
  'trousers_size',
  'fit',
  'colour',
  'style',
  'material',
  'brand',
  'budget',
  'occasion',
  'category',
  'language',
  'dislikes',
] as const
export type PreferenceName = (typeof preferenceNames)[number]

/** Of these there can be several: a new one is added to those said before. */
export const severalOf: ReadonlySet<PreferenceName> = new Set([
  'colour',
  'style',
  'material',
  'brand',
  'category',
  'occasion',
  'dislikes',
])

export const preferenceWords: Record<PreferenceName, string> = {
  size: 'size',
  shoe_size: 'shoe size',
  trousers_size: 'trousers size',
  fit: 'fit',
  colour: 'colour',
  style: 'style',
  material: 'material',
  brand: 'brand',
  budget: 'budget',
  occasion: 'occasion',
  category: 'kind of product',
  language: 'language',
  dislikes: 'not liked',
}
