import type { Composed } from '#channels/index.ts'
import type { ContentTemplateInput, Finding } from '#contract/content-templates.ts'
import type { ContentRef, MessageContent, OutboundChannel } from '#contract/outbound.ts'
import { Problem } from '#contract/problem.ts'
import type { Template } from '#contract/templates.ts'
import {
  type DrawnFrom,
  expandModules,
  listTemplates,
  sampleGiven,
  sharedModules,
} from '#domain/content/index.ts'
import { membersOf, namesOf } from '#domain/identity/index.ts'
import type { OfferFeed } from '#domain/offers/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { Drawn } from '../outbox/drafting.ts'
import type { Shop } from '../outbox/outbox.ts'
import { type ComposerDeps, drawPlans } from './composer.ts'
import { type ComposeAsked, needsOf, type Plan } from './plan.ts'

export interface PreviewDeps extends ComposerDeps {
  /** As the outbox has it: rules, and the pen that draws for a channel. */
  shop: (db: Db) => Promise<Shop>
}

export interface PreviewAsked {
  written: ContentTemplateInput
  /** One to five. */
  customerIds: readonly string[]
  channels: readonly OutboundChannel[]
  /** What it would be about: products, an order, values of its fields. Samples stand in for what is left out. */
  about?: Pick<ContentRef, 'productIds' | 'orderId' | 'values' | 'variant' | 'language'>
  offer?: OfferFeed | null
  windowOpen?: boolean
}

/** One customer's message on one channel. */
export interface ContentPreview {
  customerId: string
  name: string | null
  channel: OutboundChannel
  drawn: Drawn
  /** As it would leave; null: it would not. */
  composed: Composed | null
  /** What its text became for this customer that no lint of the template could see. */
  findings: Finding[]
  /** Products that stand in for those a journey would give. */
  assumed: string[]
  /** Keys of the modules that had nothing of their own to show. */
  fellBack: readonly string[]
}

export const MOST_PREVIEWED = 5

/**
 * The message as these customers would get it now, draft or not: by the same steps as when it is sent, and nothing
 * is written. Throws `bad-request` for too many or no customers and for shared modules that cannot be put in place.
 */
export async function previewContent(
  db: Db,
  deps: PreviewDeps,
  asked: PreviewAsked,
  now: Date,
): Promise<ContentPreview[]> {
  const { customerIds, channels } = asked
  if (customerIds.length === 0 || customerIds.length > MOST_PREVIEWED)
    throw new Problem('bad-request', `One to ${MOST_PREVIEWED} customers are shown at a time.`)
  return inTransaction(db, async (tx) => {
    const template = await templateOf(tx, asked.written)
    const assumed = assumedFor(template, asked, deps, now)
    const names = await namesOf(tx, customerIds)
    const plans: Plan[] = []
    for (const customerId of customerIds)
      for (const channel of channels)
        plans.push(await planOf(tx, template, { ...asked, customerId, channel, assumed }))
    const shop = await deps.shop(tx)
    const templates = await listTemplates(tx)
    return (await drawPlans(tx, deps, plans, now)).map(({ plan, answer, fellBack }) => {
      const { customerId, channel } = plan.asked
      const composed = answer.ok ? composedOf(plan.asked, answer.content, shop, templates) : null
      const findings = composed ? findingsOf(channel, composed, shop.rules.smsMaxSegments) : []
      const name = names.get(customerId)?.name ?? null
      return { customerId, name, channel, drawn: answer, composed, findings, assumed, fellBack }
    })
  })
}

async function templateOf(tx: Db, { modules, ...rest }: ContentTemplateInput): Promise<DrawnFrom> {
  const expanded = expandModules(modules, await sharedModules(tx))
  if (expanded.ok) return { ...rest, modules: expanded.modules }
  throw new Problem('bad-request', 'The message is not valid', {
    errors: [{ path: `modules.${expanded.path}`, message: expanded.message }],
  })
}

/** What is popular stands in where the message is about products and none are named. */
function assumedFor(
  template: DrawnFrom,
  { about }: PreviewAsked,
  { recommender }: Pick<ComposerDeps, 'recommender'>,
  now: Date,
): string[] {
  if (about?.productIds && about.productIds.length > 0) return []
  const isAbout = template.modules.some(
    (module) =>
      module.type === 'products' &&
      (module.source.from === 'given' || module.source.from === 'trigger_product'),
  )
  if (!isAbout && !needsOf(template).has('product')) return []
  const { items } = recommender.recommend({ row: 'popular_here', limit: 3 }, null, now)
  return items.map(({ productId }) => productId)
}

interface OneAsked extends PreviewAsked {
  customerId: string
  channel: OutboundChannel
  assumed: readonly string[]
}

async function planOf(tx: Db, template: DrawnFrom, one: OneAsked): Promise<Plan> {
  const { customerId, channel, about, assumed } = one
  const design: ContentRef = {
    contentTemplateId: 'preview',
    version: 0,
    ...about,
    values: { ...sampleGiven, ...about?.values },
    productIds: about?.productIds && about.productIds.length > 0 ? about.productIds : [...assumed],
  }
  const [rootId = customerId, ...members] = await membersOf(tx, customerId)
  const asked: ComposeAsked = {
    key: `preview ${customerId} ${channel}`,
    kind: template.purpose,
    customerId,
    rootId,
    members,
    channel,
    content: { text: '', parts: [], design },
    offer: one.offer ?? null,
    windowOpen: one.windowOpen ?? false,
    final: false,
  }
  return { asked, design, template, needs: needsOf(template) }
}

function composedOf(
  { kind, channel, customerId }: ComposeAsked,
  content: MessageContent,
  shop: Shop,
  templates: readonly Template[],
): Composed {
  const template = templates.find(({ templateId }) => templateId === content.template?.templateId) ?? null
  return shop.draw({ kind, channel, content, customerId, sender: { type: 'house' }, template })
}

/** What only this reader's values bring about. */
function findingsOf(channel: OutboundChannel, composed: Composed, smsMaxSegments: number): Finding[] {
  if (!composed.ok) return [{ level: 'error', rule: 'cannot_draw', path: channel, words: composed.text }]
  if (channel !== 'sms' || composed.segments <= smsMaxSegments) return []
  const words = `${composed.segments} SMS segments; the shop sends at most ${smsMaxSegments}.`
  return [{ level: 'error', rule: 'segments', path: channel, words }]
}
