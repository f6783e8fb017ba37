import type { FactView } from '#contract/staff-customers.ts'
import type { Facts } from '#domain/profile/index.ts'

/** The facts a person of the staff reads first, each with its unit and its why; what is not known is left out. */
export function factViews(facts: Facts): FactView[] {
  return [...valueViews(facts), ...buyingViews(facts), ...habitViews(facts)]
}

function valueViews({ value }: Facts): FactView[] {
  if (value.length === 0) return []
  const why = value.map((each) => each.why).join(' ')
  const averages = value.flatMap((each) => each.averageOrder ?? [])
  const margins = value.flatMap(({ margin }) => margin ?? [])
  const share = Math.min(...margins.map((margin) => margin.knownShare))
  return [
    fact('lifetime_value', { type: 'money', amounts: value.map((each) => each.lifetimeValue) }, why),
    ...(averages.length > 0
      ? [fact('average_order', { type: 'money', amounts: averages }, `Orders that were paid. ${why}`)]
      : []),
    ...(margins.length > 0
      ? [
          fact(
            'margin',
            { type: 'money', amounts: margins.map((margin) => margin.amount) },
            `The cost is known for ${Math.round(share * 100)} % of the turnover.`,
          ),
        ]
      : []),
  ]
}

function buyingViews({ buying, returns }: Facts): FactView[] {
  if (!buying) return []
  const { why } = buying
  return [
    fact('orders', { type: 'count', count: buying.orders }, why),
    fact('last_order', { type: 'date', at: buying.lastOrderAt.toISOString() }, why),
    ...(buying.perYear === null ? [] : [fact('frequency', { type: 'count', count: buying.perYear }, why)]),
    ...(buying.medianGapDays === null
      ? []
      : [
          fact(
            'rhythm',
            { type: 'days', days: buying.medianGapDays },
            `The middle one of the gaps between orders. ${why}`,
          ),
        ]),
    ...(returns ? [fact('return_rate', { type: 'share', share: returns.valueRate }, returns.why)] : []),
  ]
}

function habitViews({ categories, brands, sizes, channels }: Facts): FactView[] {
  return [
    ...named('favourite_categories', categories.slice(0, 3)),
    ...named('favourite_brands', brands.slice(0, 3)),
    ...(sizes.length > 0
      ? [
          fact(
            'sizes',
            { type: 'words', words: sizes.map((size) => `${size.category} ${size.size}`) },
            sizes.map((size) => size.why).join(' '),
          ),
        ]
      : []),
    ...named('channels', channels.slice(0, 2)),
  ]
}

function named(name: string, found: { name: string; why: string }[]): FactView[] {
  if (found.length === 0) return []
  const why = found.map((each) => `${each.name}: ${each.why}`).join(' ')
  return [fact(name, { type: 'words', words: found.map((each) => each.name) }, why)]
}

const fact = (name: string, value: FactView['value'], why: string): FactView => ({ name, value, why })
