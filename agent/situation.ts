import type { ProductCard } from '#contract/message.ts'
import { formatMoney } from '#contract/money.ts'
import type { Settings } from '#domain/settings/index.ts'
import { isOpenNow } from '#domain/settings/index.ts'
import type { ToolContext } from '#tools/index.ts'
import type { SettledNote } from './offline/index.ts'
import { fence } from './prompts/prompt.ts'

const dayNames = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']

/** What stands around this turn, as lines of data for a prompt. */
export function situationLines(
  ctx: ToolContext,
  shown: readonly ProductCard[],
  page: ProductCard | null,
  settled: SettledNote | null,
): string {
  const lines = [
    `now: ${ctx.now.toISOString()}`,
    `people of the shop are ${isOpenNow(ctx.settings, ctx.now) ? 'here now' : 'not here now'}${hoursLine(ctx.settings)}`,
    `the shopper is ${ctx.trust === 'account' ? 'signed in' : 'not signed in'}`,
  ]
  if (ctx.page?.title) lines.push(`page the shopper looks at: ${fence(ctx.page.title, 200)}`)
  if (page) lines.push(`product of that page: ${cardLine(page, ctx.settings.locale)}`)
  if (shown.length > 0) {
    lines.push('products shown before, in this order:')
    lines.push(...shown.map((card, at) => `${at + 1}. ${cardLine(card, ctx.settings.locale)}`))
  }
  if (ctx.place) lines.push(fence(`place: ${ctx.place.city} | ${ctx.place.why}`, 300))
  lines.push(...knownLines(ctx))
  if (settled) lines.push(settledLine(settled))
  return lines.join('\n')
}

function hoursLine(settings: Settings): string {
  const hours = hoursInWords(settings)
  return hours ? ` (hours: ${hours})` : ''
}

/** A product as a line of data. */
export function cardLine(card: ProductCard, locale: string): string {
  return fence(
    `${card.title} ${card.options} | productId ${card.productId} | variantId ${card.variantId} | ${formatMoney(card.price, locale)} | ${card.availability}`,
    400,
  )
}

const MOST_KNOWN = 20

/** What is known of the shopper, as data: a value is his own text and may say anything. */
function knownLines({ known }: ToolContext): string[] {
  const traits = known?.traits.slice(0, MOST_KNOWN) ?? []
  const sizes = known?.facts?.sizes ?? []
  if (traits.length + sizes.length === 0) return []
  return [
    'known of the shopper, each with the reason:',
    ...traits.map(({ name, value, why }) => fence(`- ${name}: ${JSON.stringify(value)} | ${why}`, 300)),
    ...sizes.map(({ category, size, why }) => fence(`- usual size in ${category}: ${size} | ${why}`, 300)),
  ]
}

function settledLine(settled: SettledNote): string {
  return fence(
    `the shopper has just answered the proposal "${settled.summary}": it was ${settled.decision}`,
    300,
  )
}

/** Opening hours in words, runs of equal days joined: "Mondays to Fridays 09:00 to 18:00". null: never open. */
export function hoursInWords(settings: Settings): string | null {
  const runs: { from: number; to: number; hours: string }[] = []
  for (const [day, span] of settings.hours.entries()) {
    if (!span) continue
    const hours = `${span.open} to ${span.close}`
    const last = runs.at(-1)
    if (last && last.to === day - 1 && last.hours === hours) last.to = day
    else runs.push({ from: day, to: day, hours })
  }
  if (runs.length === 0) return null
  return runs
    .map((run) => `${dayNames[run.from]}${run.to > run.from ? ` to ${dayNames[run.to]}` : ''} ${run.hours}`)
    .join(', ')
}
