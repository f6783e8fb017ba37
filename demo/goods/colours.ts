/** A colourway: its name on the page, the family a shopper filters by, and the hue it is drawn in. */
export interface Colour {
  name: string
  family: string
  hex: string
}

export const colours = {
  navy: { name: 'Navy', family: 'Blue', hex: '#2f415f' },
  sky: { name: 'Sky Blue', family: 'Blue', hex: '#8db2cc' },
  slate: { name: 'Slate Blue', family: 'Blue', hex: '#5f7a92' },
  indigo: { name: 'Indigo', family: 'Blue', hex: '#3f4a7a' },
  teal: { name: 'Teal', family: 'Green', hex: '#2f6f72' },
  moss: { name: 'Moss Green', family: 'Green', hex: '#6c7d4f' },
  forest: { name: 'Forest Green', family: 'Green', hex: '#34543f' },
  sage: { name: 'Sage Green', family: 'Green', hex: '#a3b29a' },
  olive: { name: 'Olive', family: 'Green', hex: '#77724a' },
  rust: { name: 'Rust', family: 'Orange', hex: '#b0603a' },
  terracotta: { name: 'Terracotta', family: 'Orange', hex: '#c57f62' },
  brick: { name: 'Brick Red', family: 'Red', hex: '#9a4038' },
  red: { name: 'Signal Red', family: 'Red', hex: '#bf4339' },
  plum: { name: 'Plum', family: 'Purple', hex: '#6d4560' },
  lilac: { name: 'Lilac', family: 'Purple', hex: '#b3a5c4' },
  rose: { name: 'Rose Pink', family: 'Pink', hex: '#d3a09a' },
  mustard: { name: 'Mustard Yellow', family: 'Yellow', hex: '#cf9f3d' },
  ochre: { name: 'Ochre', family: 'Yellow', hex: '#bd8a45' },
  sand: { name: 'Sand', family: 'Beige', hex: '#cdb795' },
  oat: { name: 'Oat', family: 'Beige', hex: '#dfd2bb' },
  tan: { name: 'Tan', family: 'Brown', hex: '#a97f56' },
  walnut: { name: 'Walnut', family: 'Brown', hex: '#6f4f3a' },
  oak: { name: 'Oak', family: 'Brown', hex: '#c49d6c' },
  cream: { name: 'Cream', family: 'White', hex: '#f0e7d6' },
  white: { name: 'White', family: 'White', hex: '#f6f4ef' },
  stone: { name: 'Stone Gray', family: 'Gray', hex: '#a9a69d' },
  charcoal: { name: 'Charcoal', family: 'Gray', hex: '#4a4c4f' },
  black: { name: 'Black', family: 'Black', hex: '#303133' },
  steel: { name: 'Steel', family: 'Gray', hex: '#b4bbbf' },
  copper: { name: 'Copper', family: 'Brown', hex: '#b87349' },
  brass: { name: 'Brass', family: 'Yellow', hex: '#c2a05a' },
} as const satisfies Record<string, Colour>

export type ColourName = keyof typeof colours

/** The family a colourway's name belongs to; null for a name that is none of ours. */
export function colourFamily(name: string): string | null {
  return Object.values<Colour>(colours).find((colour) => colour.name === name)?.family ?? null
}
