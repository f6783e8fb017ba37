import { formatMoney } from '#contract/money.ts'
import type {
  Comparison,
  Condition,
  ConditionOf,
  NumberComparison,
  PredictionName,
  Rule,
} from '#contract/segments.ts'
import { groupWords } from './rfm.ts'

/** What ids in a rule are called. */
export interface RuleNames {
  segments?: ReadonlyMap<string, string>
  products?: ReadonlyMap<string, string>
  stores?: ReadonlyMap<string, string>
}

const numbers: Record<NumberComparison, string> = {
  at_least: 'at least',
  at_most: 'at most',
  more_than: 'more than',
  less_than: 'less than',
  exactly: 'exactly',
}

export const predictionWords: Record<PredictionName, string> = {
  buys_30: 'the chance of a purchase within 30 days',
  churns: 'the chance of staying away',
  alive: 'the chance of being a customer still',
  orders_30: 'the orders expected in 30 days',
  orders_90: 'the orders expected in 90 days',
  orders_365: 'the orders expected in a year',
  value_30: 'the value expected in 30 days',
  value_90: 'the value expected in 90 days',
  value_365: 'the value expected in a year',
  engages_email: 'the chance of an answer to an e-mail',
  engages_sms: 'the chance of an answer to an SMS',
  engages_whatsapp: 'the chance of an answer on WhatsApp',
  engages_push: 'the chance of an answer to a push message',
}

/** A rule in one line of English. */
export function describeRule(rule: Rule, names: RuleNames = {}): string {
  const text = say(rule, names, true)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function say(rule: Rule, names: RuleNames, outermost: boolean): string {
  if ('not' in rule) return `not (${say(rule.not, names, true)})`
  if ('all' in rule || 'any' in rule) {
    const [parts, word] = 'all' in rule ? [rule.all, ' and '] : [rule.any, ' or ']
    const text = parts.map((part) => say(part, names, parts.length === 1)).join(word)
    return outermost || parts.length === 1 ? text : `(${text})`
  }
  return sayCondition(rule, names)
}

function sayCondition(condition: Condition, names: RuleNames): string {
  switch (condition.type) {
    case 'trait':
      return `${condition.name.replaceAll('_', ' ')} ${sayComparison(condition.is)}`
    case 'event':
      return sayEvent(condition)
    case 'orders':
      return sayOrders(condition, names)
    case 'segment':
      return `in “${names.segments?.get(condition.segmentId) ?? condition.segmentId}”`
    case 'rfm':
      return `RFM group ${listed(condition.groups.map((group) => groupWords[group].name))}`
    case 'cluster':
      return `in ${condition.cluster}`
    case 'prediction':
      return `${predictionWords[condition.name]} is ${numbers[condition.op]} ${sayPrediction(condition)}`
    case 'consent':
      return `${sayState(condition.state)} ${condition.purpose} by ${condition.channel}`
    case 'tier':
      return `loyalty tier ${listed(condition.tiers)}`
    case 'points':
      return `${numbers[condition.op]} ${condition.value} loyalty points`
    case 'subscription':
      return saySubscription(condition)
    case 'identifier':
      return `${condition.present ? 'has' : 'has no'} ${condition.kind.replaceAll('_', ' ')}`
    case 'first_seen':
      return condition.op === 'in_last_days'
        ? `first seen in the last ${span(condition.days)}`
        : `first seen more than ${days(condition.days)} ago`
  }
}

function sayComparison(is: Comparison): string {
  switch (is.op) {
    case 'is':
      return `is “${is.value}”`
    case 'is_not':
      return `is not “${is.value}”`
    case 'in':
      return `is ${listed(is.values.map((value) => `“${value}”`))}`
    case 'not_in':
      return `is none of ${listed(is.values.map((value) => `“${value}”`))}`
    case 'contains':
      return `contains “${is.value}”`
    case 'starts_with':
      return `begins with “${is.value}”`
    case 'before':
      return `is before ${is.day}`
    case 'after':
      return `is after ${is.day}`
    case 'in_last_days':
      return `is in the last ${span(is.days)}`
    case 'in_next_days':
      return `is in the next ${span(is.days)}`
    case 'known':
      return 'is known'
    case 'unknown':
      return 'is not known'
    default:
      return `is ${numbers[is.op]} ${is.value}`
  }
}

function sayEvent({
  name,
  withinDays,
  minutesAgo,
  times,
  where = [],
  notFollowedBy,
}: ConditionOf<'event'>): string {
  return [
    `“${name}”`,
    times && ` ${numbers[times.op]} ${times.value} ${times.value === 1 ? 'time' : 'times'}`,
    where.length > 0 &&
      ` where ${where.map(({ property, is }) => `${property.replaceAll('_', ' ')} ${sayComparison(is)}`).join(' and ')}`,
    withinDays !== undefined && ` in the last ${span(withinDays)}`,
    minutesAgo !== undefined && `, at least ${minutesAgo} minutes ago`,
    notFollowedBy !== undefined && `, and no “${notFollowedBy}” since`,
  ]
    .filter(Boolean)
    .join('')
}

function sayOrders(condition: ConditionOf<'orders'>, names: RuleNames): string {
  const { measure, op, value, withinDays, currency, channel, storeId, productId } = condition
  const money = formatMoney({ amount: value, currency: currency ?? 'USD' }, 'en')
  const what = {
    count: `${numbers[op]} ${value} ${value === 1 ? 'order' : 'orders'}`,
    revenue: `spent ${numbers[op]} ${money}`,
    average: `${numbers[op]} ${money} an order`,
    days_since_last: `last order ${numbers[op]} ${days(value)} ago`,
    days_since_first: `first order ${numbers[op]} ${days(value)} ago`,
  }[measure]
  return [
    what,
    productId !== undefined && ` of ${names.products?.get(productId) ?? productId}`,
    measure === 'count' && currency !== undefined && ` in ${currency}`,
    channel !== undefined && ` by ${channel}`,
    storeId !== undefined && ` in ${names.stores?.get(storeId) ?? storeId}`,
    withinDays !== undefined && ` in the last ${span(withinDays)}`,
  ]
    .filter(Boolean)
    .join('')
}

function sayPrediction({ name, value }: ConditionOf<'prediction'>): string {
  if (name.startsWith('orders_')) return String(value)
  return name.startsWith('value_') ? (value / 100).toFixed(2) : `${Math.round(value * 1000) / 10}%`
}

function sayState(state: ConditionOf<'consent'>['state']): string {
  return {
    granted: 'said yes to',
    denied: 'said no to',
    pending: 'was asked about',
    none: 'said nothing about',
  }[state]
}

function saySubscription({ status, renewsWithinDays }: ConditionOf<'subscription'>): string {
  const which = status === undefined ? 'a subscription' : `a subscription that is ${listed(status)}`
  return renewsWithinDays === undefined
    ? `has ${which}`
    : `has ${which} and renews within ${days(renewsWithinDays)}`
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}

/** After “the last” and “the next”. */
function span(count: number): string {
  return count === 1 ? 'day' : `${count} days`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
