import type { SlotReasonCode } from '#contract/decide.ts'
import type { SlotAudience, SlotStrategy } from '#contract/slots.ts'
import { sensitiveStatement } from '#domain/profile/index.ts'
import { capital, countryName, deviceWords, lastOf, nameOfHost } from './reason-words.ts'
import { isBetween } from './season.ts'
import { folded, type Signals } from './signals.ts'

/** What held, and how it is told to the shopper: the end of "because …". */
export interface Held {
  code: SlotReasonCode
  because: string
}

/** One condition of an audience, made ready to be asked often. */
export interface Condition {
  name: keyof SlotAudience
  /** The strategy that a slot needs at least, to ask it. */
  needs: SlotStrategy
  code: SlotReasonCode
  /** The end of "because …"; null: it does not hold. */
  because: (signals: Signals) => string | null
}

/** The conditions of an audience, in the order in which their reasons are told. */
export function conditionsOf(audience: SlotAudience): Condition[] {
  return [...ofPerson(audience), ...ofVisit(audience), ...ofPage(audience), ...ofSurroundings(audience)]
}

type Because = Condition['because']

/** None where the audience does not name it. */
function when<T>(
  name: keyof SlotAudience,
  wanted: T | undefined,
  needs: SlotStrategy,
  code: SlotReasonCode,
  make: (wanted: T) => Because,
): Condition[] {
  return wanted === undefined ? [] : [{ name, needs, code, because: make(wanted) }]
}

function ofPerson(audience: SlotAudience): Condition[] {
  return [
    ...when('segments', audience.segments, 'personal', 'segment', (ids) => ({ person }) => {
      return person !== null && ids.some((id) => person.segments.has(id))
        ? 'of what you have done here before'
        : null
    }),
    ...when('loyaltyTiers', audience.loyaltyTiers, 'personal', 'loyalty_tier', (tiers) => {
      const written = asWritten(tiers)
      return ({ person }) => {
        const tier = written(person?.loyaltyTier ?? null)
        return tier && `you are ${tier} in our loyalty programme`
      }
    }),
    ...when('favouriteCategories', audience.favouriteCategories, 'personal', 'favourite_category', (all) => {
      const within = inCategories(all)
      // a screen has more than one reader
      const delicate = new Set(all.filter((category) => sensitiveStatement(category) !== null))
      return ({ person }) => {
        const category = person && within(person.favouriteCategories)
        if (category === null) return null
        return delicate.has(category) ? 'of what you often look at' : `you often look at ${lastOf(category)}`
      }
    }),
    ...when('visitor', audience.visitor, 'personal', visitorCode(audience), (wanted) => ({ person }) => {
      if (person === null || person.returning !== (wanted === 'returning')) return null
      return person.returning ? 'you have been here before' : 'this is your first visit'
    }),
  ]
}

const visitorCode = ({ visitor }: SlotAudience) =>
  visitor === 'returning' ? 'returning_visitor' : 'new_visitor'

function ofVisit(audience: SlotAudience): Condition[] {
  const campaign = (names: string[], read: (signals: Signals) => string | null): Because => {
    const written = asWritten(names)
    return (signals) => written(read(signals)) && 'you followed a link of ours'
  }
  const place = (names: string[], read: (signals: Signals) => string | null): Because => {
    const written = asWritten(names)
    return (signals) => {
      const name = written(read(signals))
      return name && `you seem to be in ${name}`
    }
  }
  return [
    ...when('referrers', audience.referrers, 'contextual', 'referral', (hosts) => {
      const bare = hosts.map((host) => host.toLowerCase().replace(/^www\./, ''))
      return ({ referrer }) => {
        const found = referrer !== null && bare.find((host) => isHostIn(referrer, host))
        return found ? `you come from ${nameOfHost(found)}` : null
      }
    }),
    ...when('sources', audience.sources, 'contextual', 'referral', (names) => {
      const written = asWritten(names)
      return ({ source }) => {
        const name = written(source)
        return name && `you come from ${capital(name)}`
      }
    }),
    ...when('campaigns', audience.campaigns, 'contextual', 'campaign', (names) =>
      campaign(names, (signals) => signals.campaign),
    ),
    ...when('mediums', audience.mediums, 'contextual', 'campaign', (names) =>
      campaign(names, (signals) => signals.medium),
    ),
    ...when('cities', audience.cities, 'contextual', 'place', (names) =>
      place(names, (signals) => signals.city),
    ),
    ...when('regions', audience.regions, 'contextual', 'place', (names) =>
      place(names, (signals) => signals.region),
    ),
    ...when('countries', audience.countries, 'contextual', 'place', (codes) => ({ country }) => {
      return country !== null && codes.includes(country) ? `you seem to be in ${countryName(country)}` : null
    }),
  ]
}

function ofPage(audience: SlotAudience): Condition[] {
  return [
    ...when('searches', audience.searches, 'contextual', 'search', (words) => {
      const all = words.map((word) => ({ word, within: ` ${folded(word)} ` }))
      return ({ search }) => {
        const text = search === null ? '' : ` ${folded(search)} `
        const found = all.find(({ within }) => text.includes(within))
        return found ? `you searched for ${found.word}` : null
      }
    }),
    ...when('products', audience.products, 'contextual', 'page', (ids) => ({ productId }) => {
      return productId !== null && ids.includes(productId) ? 'of the product you are looking at' : null
    }),
    ...when('categories', audience.categories, 'contextual', 'page', (all) => {
      const within = inCategories(all)
      return ({ categories }) => {
        const category = within(categories)
        return category && `you are looking at ${lastOf(category)}`
      }
    }),
    ...when('tags', audience.tags, 'contextual', 'page', (tags) => {
      const written = asWritten(tags)
      return (signals) =>
        signals.tags.some((tag) => written(tag) !== null) ? 'of the page you are on' : null
    }),
    ...when('paths', audience.paths, 'contextual', 'page', (patterns) => ({ path }) => {
      return patterns.some((pattern) => isPath(path, pattern)) ? 'of the page you are on' : null
    }),
  ]
}

function ofSurroundings(audience: SlotAudience): Condition[] {
  return [
    ...when('weather', audience.weather, 'contextual', 'weather', (wanted) => ({ weather, city }) => {
      if (!wanted.some((one) => weather.includes(one))) return null
      return city === null ? 'of the weather' : `of the weather in ${capital(city)}`
    }),
    ...when('devices', audience.devices, 'contextual', 'device', (wanted) => ({ device }) => {
      return wanted.includes(device) ? `you use a ${deviceWords[device]}` : null
    }),
    ...when('platforms', audience.platforms, 'contextual', 'device', (wanted) => ({ platform, device }) => {
      return wanted.includes(platform) ? `you use a ${deviceWords[device]}` : null
    }),
    ...when('seasons', audience.seasons, 'manual', 'season', (wanted) => ({ season }) => {
      return season !== null && wanted.includes(season) ? `it is ${season}` : null
    }),
    ...when('days', audience.days, 'manual', 'season', (wanted) => ({ day }) => {
      return isBetween(day, wanted) ? 'of the time of the year' : null
    }),
  ]
}

const reach: Record<SlotStrategy, number> = { manual: 0, contextual: 1, personal: 2 }

/** The narrower of two. */
export function narrower(a: SlotStrategy, b: SlotStrategy): SlotStrategy {
  return reach[a] <= reach[b] ? a : b
}

/** What held of all conditions; null where one does not, or may not be asked by a slot of this strategy. */
export function heldBy(
  conditions: readonly Condition[],
  signals: Signals,
  strategy: SlotStrategy,
): Held[] | null {
  const held: Held[] = []
  for (const { needs, code, because } of conditions) {
    const reason = reach[needs] <= reach[strategy] ? because(signals) : null
    if (reason === null) return null
    held.push({ code, because: reason })
  }
  return held
}

/** Finds a value among those that staff named, whatever its case and accents; answers it as they wrote it. */
function asWritten(wanted: readonly string[]): (value: string | null) => string | null {
  const written = new Map(wanted.map((one) => [folded(one), one]))
  return (value) => (value === null ? null : (written.get(folded(value)) ?? null))
}

/** `Clothing > Jackets > Rain` lies in `Clothing > Jackets`, and in `Jackets`. Answers the category wanted. */
function inCategories(wanted: readonly string[]): (paths: readonly string[]) => string | null {
  const all = wanted.map((category) => ({ category, within: ` > ${folded(category)} > ` }))
  return (paths) => {
    const own = paths.map((path) => ` > ${folded(path)} > `)
    return all.find(({ within }) => own.some((path) => path.includes(within)))?.category ?? null
  }
}

function isHostIn(host: string, wanted: string): boolean {
  return host === wanted || host.endsWith(`.${wanted}`)
}

function isPath(path: string, pattern: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
}
