/** What a column holds, which decides how two of its values are compared. */
export const fieldKinds = [
  'given_name',
  'surname',
  'full_name',
  'date',
  'email',
  'phone',
  'house_number',
  'street',
  'place_line',
  'city',
  'postcode',
  'category',
  'text',
] as const
export type FieldKind = (typeof fieldKinds)[number]

export interface Field {
  name: string
  kind: FieldKind
}

/** What people of one household have in common, so that it tells them apart from strangers only. */
const ofHousehold: readonly FieldKind[] = [
  'surname',
  'phone',
  'house_number',
  'street',
  'place_line',
  'city',
  'postcode',
  'category',
]

export const isOfHousehold = (field: Field): boolean => ofHousehold.includes(field.kind)

/** Fields whose values follow from others: strangers who agree there agree here more often than by chance. */
const follows: Partial<Record<FieldKind, readonly FieldKind[]>> = {
  email: ['given_name', 'surname', 'full_name'],
  city: ['postcode'],
  category: ['postcode', 'city'],
}

/** The places of the fields that this one follows from. */
export function parentsOf(fields: readonly Field[], at: number): number[] {
  const kinds = follows[fields[at]?.kind ?? 'text'] ?? []
  return fields.flatMap((field, place) => (place !== at && kinds.includes(field.kind) ? [place] : []))
}

const partners: readonly [FieldKind, FieldKind][] = [
  ['given_name', 'surname'],
  ['street', 'place_line'],
]

/** Pairs of fields whose values change places in careless records. */
export function swapsOf(fields: readonly Field[]): [number, number][] {
  return partners.flatMap(([one, other]): [number, number][] => {
    const pair: [number, number] = [
      fields.findIndex((field) => field.kind === one),
      fields.findIndex((field) => field.kind === other),
    ]
    return pair.includes(-1) ? [] : [pair]
  })
}
