import type { ReactNode } from 'react'
import type { AppliesTo } from '#contract/offers.ts'
import type { OfferPage, OfferRow } from '#contract/staff-offers.ts'
import { money } from '../look/money.ts'
import { dayAndYear } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const words = texts.offers.terms

/** What the offer says, field by field. */
export function OfferTerms({ page }: { page: OfferPage }) {
  const { offer } = page
  const { tiers, tierBoosts, loyaltyCost, marginFloor, cooldownDays } = offer
  const boosts = Object.entries(tierBoosts)
  return (
    <Section title={words.title}>
      <dl className="facts">
        <Fact name={words.name}>
          <code>{offer.name}</code>
        </Fact>
        <Fact name={words.who}>
          {[
            page.eligibilityWords ?? (tiers.length === 0 ? words.everybody : null),
            tiers.length === 0 ? null : words.tiers(tiers.join(', ')),
          ]
            .filter((part) => part !== null)
            .join('. ')}
        </Fact>
        {boosts.length > 0 && (
          <Fact name={words.boosts}>
            {boosts.map(([tier, extra]) => `${tier} +${inKind(offer, extra)}`).join(', ')}
          </Fact>
        )}
        {loyaltyCost !== null && <Fact name={words.loyaltyCost}>{words.points(loyaltyCost)}</Fact>}
        <Fact name={words.goods}>{goods(offer.appliesTo, page.products)}</Fact>
        <Fact name={words.perCustomer}>{perCustomer(offer)}</Fact>
        <Fact name={words.cooldown}>{cooldownDays === 0 ? words.noCooldown : words.days(cooldownDays)}</Fact>
        <Fact name={words.floor}>{marginFloor === null ? words.noFloor : words.floorOf(marginFloor)}</Fact>
        {offer.onlyWhereNeeded && <Fact name={words.incentive}>{words.incentiveText}</Fact>}
        <Fact name={words.stacking}>{stacking(offer)}</Fact>
        <Fact name={words.code}>{words.codes[offer.codes]}</Fact>
        <Fact name={words.valid}>{words.days(offer.validDays)}</Fact>
        <Fact name={words.period}>{period(offer)}</Fact>
        <Fact name={words.given}>{offer.onRequest ? words.onRequest : words.notOnRequest}</Fact>
      </dl>
    </Section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function inKind({ kind, currency }: OfferRow, value: number): string {
  if (kind === 'percent') return `${value}%`
  return kind === 'points_multiplier' ? `${value} ×` : money({ amount: value, currency })
}

function goods(to: AppliesTo, titles: OfferPage['products']): string {
  const called = (id: string) => titles[id] ?? id
  const named = [...to.categories, ...to.brands, ...to.productIds.map(called)]
  const out = [...to.excludedCategories, ...to.excludedBrands, ...to.excludedProductIds.map(called)]
  const all = named.length === 0 ? words.everything : named.join(', ')
  return out.length === 0 ? all : `${all}, ${words.except(out.join(', '))}`
}

function perCustomer({ budgets, counts, currency }: OfferRow): string {
  const parts = [
    counts.perCustomer === null ? null : counts.perCustomer.toLocaleString('en'),
    budgets.perCustomer === null ? null : money({ amount: budgets.perCustomer, currency }),
  ].filter((part) => part !== null)
  return parts.length === 0 ? texts.offers.standing.noLimit : parts.join(', ')
}

function stacking({ stacking: { combinable, group, priority } }: OfferRow): string {
  const parts = [
    combinable ? words.combinable : words.alone,
    group === null ? null : words.group(group),
    priority === 0 ? null : words.priority(priority),
  ]
  return parts.filter((part) => part !== null).join(', ')
}

function period({ startsAt, endsAt }: OfferRow): string {
  const parts = [
    startsAt === null ? null : words.from(dayAndYear(startsAt)),
    endsAt === null ? words.noEnd : words.until(dayAndYear(endsAt)),
  ]
  return parts.filter((part) => part !== null).join(' ')
}
