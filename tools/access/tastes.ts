import { minorDigits } from '#contract/money.ts'
import type { Favourite } from '#domain/profile/index.ts'
import type { ProfileSize, SearchProfile } from '#knowledge/search/index.ts'
import type { KnownOfShopper } from './known-of-shopper.ts'

/** What is known of a shopper's taste and may be used, for choosing among goods. What was said stands before what was bought. */
export function tastesOf(
  known: Pick<KnownOfShopper, 'traits' | 'facts'> | undefined,
  currency: string,
): SearchProfile {
  const said = (name: string) => saidOf(known, name).map(String)
  const budget = known?.traits.find(({ name }) => name === 'budget')?.value
  return {
    sizes: sizesOf(known),
    colours: said('colour'),
    dislikes: said('dislikes'),
    brands: { ...shares(known?.facts?.brands), ...wholly(said('brand')) },
    categories: { ...shares(known?.facts?.categories), ...wholly(said('category')) },
    budget: typeof budget === 'number' ? Math.round(budget * 10 ** minorDigits(currency)) : undefined,
  }
}

/** A size somebody wears, and how we know. */
export type KnownSize = ProfileSize

/** The sizes somebody wears, said ones first. */
export function sizesOf(known: Pick<KnownOfShopper, 'traits' | 'facts'> | undefined): ProfileSize[] {
  const told = ['trousers_size', 'shoe_size', 'size'].flatMap((category) => {
    const party = known?.traits.find(({ name }) => name === category)?.party
    const because = party === 'zero' ? 'you told us you wear' : 'we noted that you wear'
    return saidOf(known, category).map((size) => ({
      size: String(size),
      category,
      because: `${because} ${size}`,
    }))
  })
  const usual = (known?.facts?.sizes ?? []).map(({ category, size }) => ({
    size,
    category,
    because: `you mostly buy ${size}`,
  }))
  return [...told, ...usual]
}

function saidOf(known: Pick<KnownOfShopper, 'traits'> | undefined, trait: string): (string | number)[] {
  const value = known?.traits.find(({ name }) => name === trait)?.value
  return value === undefined || typeof value === 'boolean' ? [] : [value].flat()
}

const shares = (favourites: readonly Favourite[] = []) =>
  Object.fromEntries(favourites.map(({ name, share }) => [name, share]))

const wholly = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]))
