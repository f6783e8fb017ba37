import type { AppliesTo, OfferInput, OfferKind } from '#contract/offers.ts'
import type { Rule } from '#contract/segments.ts'
import type { OfferRow } from '#contract/staff-offers.ts'
import { type DraftGroup, draftOf, problemsOf, ruleOf } from '../segments/rule-draft.ts'
import type { SaveProblem } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import { NumberReader } from './read-number.ts'

const words = texts.offers.form

/** An offer as the form holds it: what is typed stays as it was typed. */
export interface OfferDraft {
  name: string
  title: string
  kind: OfferKind
  value: string
  maxDiscount: string
  minSubtotal: string
  gift: { productId: string; variantId: string | null } | null
  perUnit: string
  costOf100: string
  appliesTo: AppliesTo
  everybody: boolean
  /** null: deeper than the form shows. */
  rule: DraftGroup | null
  tiers: string[]
  boosts: Record<string, string>
  loyaltyCost: string
  budgets: Limits
  counts: Limits
  cooldownDays: string
  marginFloor: string
  onlyWhereNeeded: boolean
  combinable: boolean
  group: string
  priority: string
  codes: 'single_use' | 'none'
  onRequest: boolean
  validDays: string
  /** As `datetime-local` has it, in the reader's zone. */
  startsAt: string
  endsAt: string
}

export interface Limits {
  total: string
  perDay: string
  perCustomer: string
}

const nothing: AppliesTo = {
  categories: [],
  brands: [],
  productIds: [],
  excludedCategories: [],
  excludedBrands: [],
  excludedProductIds: [],
}

/** A draft to begin with, or of what is saved; `digits` of the currency. */
export function offerDraftOf(before: OfferRow | null, firstRule: DraftGroup, digits: number): OfferDraft {
  const major = (value: number | null | undefined) => (value == null ? '' : inMajor(value, digits))
  const plain = (value: number | null | undefined) => (value == null ? '' : String(value))
  const kind = before?.kind ?? 'percent'
  const inKind = isMoney(kind) ? major : plain
  const { budgets, counts } = before ?? {}
  return {
    name: before?.name ?? '',
    title: before?.title ?? '',
    kind,
    value: inKind(before?.value),
    maxDiscount: major(before?.maxDiscount),
    minSubtotal: major(before?.minSubtotal),
    gift: before?.gift ?? null,
    perUnit: plain(before?.points?.perUnit),
    costOf100: major(before?.points?.costOf100),
    appliesTo: before?.appliesTo ?? nothing,
    everybody: (before?.eligibility ?? null) === null,
    rule: before?.eligibility ? draftOf(before.eligibility) : firstRule,
    tiers: before?.tiers ?? [],
    boosts: Object.fromEntries(
      Object.entries(before?.tierBoosts ?? {}).map(([tier, extra]) => [tier, inKind(extra)]),
    ),
    loyaltyCost: plain(before?.loyaltyCost),
    budgets: {
      total: major(budgets?.total),
      perDay: major(budgets?.perDay),
      perCustomer: major(budgets?.perCustomer),
    },
    counts: {
      total: plain(counts?.total),
      perDay: plain(counts?.perDay),
      perCustomer: plain(counts?.perCustomer),
    },
    cooldownDays: String(before?.cooldownDays ?? 0),
    marginFloor: before ? plain(before.marginFloor) : '20',
    onlyWhereNeeded: before?.onlyWhereNeeded ?? false,
    combinable: before?.stacking.combinable ?? false,
    group: before?.stacking.group ?? '',
    priority: String(before?.stacking.priority ?? 0),
    codes: before?.codes ?? 'single_use',
    onRequest: before?.onRequest ?? false,
    validDays: String(before?.validDays ?? 14),
    startsAt: localOf(before?.startsAt ?? null),
    endsAt: localOf(before?.endsAt ?? null),
  }
}

/** Kinds whose value is an amount of money. */
export const isMoney = (kind: OfferKind) => kind === 'amount' || kind === 'free_shipping' || kind === 'gift'

/** What the draft says, with what cannot be read at its field: a number that is none must not become "no limit". */
export function offerOf(
  draft: OfferDraft,
  before: OfferRow | null,
  { currency, digits }: { currency: string; digits: number },
): { input: OfferInput; problem: SaveProblem | null } {
  const read = new NumberReader(digits)
  const inKind = isMoney(draft.kind) ? read.money : read.number
  const limits = (at: string, { total, perDay, perCustomer }: Limits, one: typeof read.money) => ({
    total: one(`${at}.total`, total),
    perDay: one(`${at}.perDay`, perDay),
    perCustomer: one(`${at}.perCustomer`, perCustomer),
  })
  const input: OfferInput = {
    name: draft.name.trim(),
    title: draft.title.trim(),
    kind: draft.kind,
    value: inKind('value', draft.value) ?? read.missing('value'),
    currency,
    appliesTo: draft.appliesTo,
    minSubtotal: read.money('minSubtotal', draft.minSubtotal),
    maxDiscount: draft.kind === 'amount' ? null : read.money('maxDiscount', draft.maxDiscount),
    gift: draft.kind === 'gift' ? draft.gift : null,
    points:
      draft.kind === 'points_multiplier'
        ? {
            perUnit: read.number('points.perUnit', draft.perUnit) ?? read.missing('points.perUnit'),
            costOf100: read.money('points.costOf100', draft.costOf100) ?? read.missing('points.costOf100'),
          }
        : null,
    eligibility: ruleOfDraft(draft, before),
    tiers: draft.tiers,
    tierBoosts: Object.fromEntries(
      Object.entries(draft.boosts).flatMap(([tier, extra]) => {
        const value = draft.kind === 'gift' ? null : inKind(`tierBoosts.${tier}`, extra)
        return value === null ? [] : [[tier, value]]
      }),
    ),
    loyaltyCost: read.whole('loyaltyCost', draft.loyaltyCost),
    budgets: limits('budgets', draft.budgets, read.money),
    counts: limits('counts', draft.counts, read.whole),
    cooldownDays: read.whole('cooldownDays', draft.cooldownDays) ?? 0,
    marginFloor: read.number('marginFloor', draft.marginFloor),
    stacking: {
      group: draft.group.trim() || null,
      combinable: draft.combinable,
      priority: read.whole('stacking.priority', draft.priority) ?? 0,
    },
    codes: draft.codes,
    onRequest: draft.onRequest,
    validDays: read.whole('validDays', draft.validDays) ?? read.missing('validDays'),
    startsAt: read.moment('startsAt', draft.startsAt),
    endsAt: read.moment('endsAt', draft.endsAt),
    onlyWhereNeeded: draft.onlyWhereNeeded,
  }
  if (!draft.everybody && draft.rule && problemsOf(draft.rule).size > 0)
    read.wrong.eligibility = words.incomplete
  const isWrong = Object.keys(read.wrong).length > 0
  return { input, problem: isWrong ? { text: words.wrong, conflict: false, fields: read.wrong } : null }
}

/** A rule that goes deeper than the form is sent as it was. */
export function ruleOfDraft({ everybody, rule }: OfferDraft, before: OfferRow | null): Rule | null {
  if (everybody) return null
  if (rule === null) return before?.eligibility ?? null
  return problemsOf(rule).size === 0 ? ruleOf(rule) : null
}

function inMajor(value: number, digits: number): string {
  const text = (value / 10 ** digits).toFixed(digits)
  return text.replace(/\.0+$/, '')
}

function localOf(at: string | null): string {
  if (at === null) return ''
  const moment = new Date(at)
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
