import {
  madeUpWords,
  pick,
  pickCommon,
  type Random,
  seededRandom,
  slip,
  slipDate,
} from './misspelt-people.ts'

/** Records with the person that each one is of; `truth` is never shown to what is tested. */
export interface MisspeltSet {
  header: string[]
  rows: string[][]
  truth: readonly unknown[]
}

type Row = Record<string, string>

const dateOf = (random: Random, from: number, years: number) =>
  [
    from + Math.floor(random() * years),
    String(1 + Math.floor(random() * 12)).padStart(2, '0'),
    String(1 + Math.floor(random() * 28)).padStart(2, '0'),
  ].join('-')

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value)
}

function asSet(random: Random, idName: string, fields: string[], people: Row[][]): MisspeltSet {
  const all = people.flatMap((records, person) => records.map((record) => ({ record, person })))
  const mixed = shuffled(random, all)
  return {
    header: [idName, ...fields],
    rows: mixed.map(({ record }, at) => [`r${at}`, ...fields.map((field) => record[field] ?? '')]),
    truth: mixed.map(({ person }) => person),
  }
}

export interface SparseOptions {
  people: number
  /** 1 is as hard as such sets are; 0 has no slips at all. */
  hardness: number
  /** The share of records in which a field says something else altogether: moved, another address, a pet name. */
  changed?: number
  seed: number
  base?: Row[]
}

/** unique_id, first_name, surname, dob, city, email: every person one to six times, each time misspelt or missing. */
export function sparseSet({ people, hardness, changed = 0, seed, base }: SparseOptions): MisspeltSet {
  const random = seededRandom(seed)
  const names = madeUpWords(random, 150)
  const surnames = madeUpWords(random, 260)
  const cities = madeUpWords(random, 60)
  const hosts = madeUpWords(random, 120).map((host, at) => `${host}.${['com', 'net', 'org', 'biz'][at % 4]}`)
  const sets = Array.from({ length: people }, (_, at) => {
    const given = base?.[at]
    const first = given?.first_name || pickCommon(random, names)
    const last = given?.surname || pickCommon(random, surnames)
    const person: Row = {
      first_name: first,
      surname: last,
      dob: given?.dob || dateOf(random, 1970, 50),
      city: random() < 0.35 ? 'london' : given?.city || pickCommon(random, cities),
      email: emailOf(random, first, last, hosts),
    }
    return Array.from({ length: 1 + Math.floor(random() * 7) }, () => {
      const seen = { ...person }
      if (random() < changed) seen.city = pickCommon(random, cities)
      if (random() < changed) seen.email = emailOf(random, first, last, hosts)
      if (random() < changed / 2) seen.first_name = pickCommon(random, names)
      if (random() < changed / 2) seen.surname = pickCommon(random, surnames)
      if (random() < changed / 2) seen.dob = `${seen.dob?.slice(0, 4)}-01-01`
      return misspeltSparse(random, seen, hardness)
    })
  })
  return asSet(random, 'unique_id', ['first_name', 'surname', 'dob', 'city', 'email'], sets)
}

function emailOf(random: Random, first: string, last: string, hosts: string[]): string {
  const number = Math.floor(random() * 100)
  const local = random() < 0.5 ? `${first}.${last}${number}` : `${first}${last.charAt(0)}${number}`
  return `${local.replaceAll(' ', '')}@${pick(random, hosts)}`
}

function misspeltSparse(random: Random, person: Row, hardness: number): Row {
  const record = { ...person }
  if (random() < 0.06 * hardness)
    [record.first_name, record.surname] = [person.surname ?? '', person.first_name ?? '']
  for (const field of ['first_name', 'surname', 'city', 'email']) {
    const slips = random() < 0.3 * hardness ? (random() < 0.4 ? 2 : 1) : 0
    for (let i = 0; i < slips; i++) record[field] = slip(random, record[field] ?? '')
    if (random() < 0.18 * Math.min(1.5, hardness)) record[field] = ''
  }
  if (random() < 0.22 * hardness) record.dob = slipDate(random, person.dob ?? '')
  if (random() < 0.12 * hardness) record.dob = slipDate(random, record.dob ?? '')
  return record
}

export interface AddressOptions {
  originals: number
  duplicates: number
  /** Most duplicates of one person. */
  most: number
  /** Most slips in one record, and in one field of it. */
  slips: number
  fieldSlips: number
  seed: number
  base?: Row[]
}

const addressFields = [
  'given_name',
  'surname',
  'street_number',
  'address_1',
  'address_2',
  'suburb',
  'postcode',
  'state',
  'date_of_birth',
]

/** The columns of a population register, with misspelt duplicates of some of its people. */
export function addressSet(options: AddressOptions): MisspeltSet {
  const random = seededRandom(options.seed)
  const people = options.base ?? addressPeople(random, options.originals)
  const records: Row[][] = people.slice(0, options.originals).map((person) => [person])
  const chosen = shuffled(random, records)
  let left = options.duplicates
  for (const mine of chosen) {
    const original = mine[0] ?? {}
    for (let k = duplicatesOf(random, options.most); k > 0 && left > 0; k--, left--)
      mine.push(misspeltAddress(random, original, options, people))
  }
  return asSet(random, 'rec_id', addressFields, records)
}

function duplicatesOf(random: Random, most: number): number {
  return most === 1 ? 1 : 1 + Math.floor(random() * most)
}

function addressPeople(random: Random, count: number): Row[] {
  const names = madeUpWords(random, 400)
  const surnames = madeUpWords(random, 1500)
  const streets = madeUpWords(random, 900).map(
    (name) => `${name} ${pick(random, ['street', 'crescent', 'place', 'circuit'])}`,
  )
  const houses = madeUpWords(random, 500, 3)
  const suburbs = madeUpWords(random, 700)
  const some = (share: number, value: string) => (random() < share ? value : '')
  return Array.from({ length: count }, () => ({
    given_name: some(0.98, pickCommon(random, names)),
    surname: some(0.99, pickCommon(random, surnames)),
    street_number: some(0.96, String(1 + Math.floor(120 * random() ** 1.7))),
    address_1: some(0.98, pickCommon(random, streets)),
    address_2: some(0.6, random() < 0.1 ? `flat ${1 + Math.floor(random() * 9)}` : pick(random, houses)),
    suburb: some(0.99, pickCommon(random, suburbs)),
    postcode: String(2000 + Math.floor(4900 * random() ** 1.5)),
    state: some(0.99, pickCommon(random, ['nsw', 'vic', 'qld', 'wa', 'sa', 'tas', 'nt', 'act'])),
    date_of_birth: some(0.98, dateOf(random, 1900, 100).replaceAll('-', '')),
  }))
}

const swaps = [
  ['given_name', 'surname'],
  ['address_1', 'address_2'],
] as const

function misspeltAddress(random: Random, original: Row, options: AddressOptions, people: Row[]): Row {
  const record = { ...original }
  const touched = new Map<string, number>()
  let slips = 1 + Math.floor(random() * options.slips)
  for (let tries = 0; slips > 0 && tries < 100; tries++) {
    const field = pick(random, addressFields)
    if (!record[field] || (touched.get(field) ?? 0) >= options.fieldSlips) continue
    touched.set(field, (touched.get(field) ?? 0) + 1)
    slips--
    const kind = random()
    const pair = swaps.find((entry) => entry.some((name) => name === field))
    if (kind < 0.07) record[field] = ''
    else if (kind < 0.17) record[field] = pick(random, people)[field] ?? ''
    else if (kind < 0.22 && pair)
      [record[pair[0]], record[pair[1]]] = [record[pair[1]] ?? '', record[pair[0]] ?? '']
    else
      record[field] =
        field === 'state' && random() < 0.7 ? (record[field] ?? '') : slip(random, record[field] ?? '')
  }
  return record
}
