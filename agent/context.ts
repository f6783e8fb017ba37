import { SystemMessage } from '@langchain/core/messages'
import { cardsIn } from '#contract/choices.ts'
import type { MessagePart, ProductCard } from '#contract/message.ts'
import { isOpenNow } from '#domain/settings/index.ts'
import { toProductCard } from '#knowledge/catalog/index.ts'
import {
  cardFacts,
  knownOfShopper,
  placeOfShopper,
  productsForShopper,
  shopCurrency,
  sizesOf,
} from '#tools/index.ts'
import type { HouseNotes, SettledNote } from './offline/index.ts'
import { fence, fillPrompt, promptTemplate } from './prompts/prompt.ts'
import type { Run } from './run.ts'
import { wishLines } from './shop-wish.ts'
import { hoursInWords, situationLines } from './situation.ts'
import { noteResult } from './tool-step.ts'
import { transcriptMessages } from './transcript.ts'
import type { SettledProposal } from './turn.ts'

const CARDS_BEFORE = 8

/**
 * Step 2: what the turn knows before a model is asked. Products shown earlier are read anew, so that a reply
 * may speak of them at the prices of now.
 */
export async function gatherContext(run: Run): Promise<void> {
  const { context, settled, transcript, wish } = run.turn
  context.known = await knownOfShopper(context)
  context.place = await placeOfShopper(context)
  const { page, shown, wished } = await currentCards(run)
  for (const card of [...(page ? [page] : []), ...shown, ...wished]) run.facts.push(...cardFacts(card))
  if (settled?.result) noteResult(run, settled.result)
  const settledNote = settled ? noteOf(settled) : null
  const { settings } = context
  run.systemPrompt = fillPrompt(promptTemplate('system'), {
    shopName: fence(settings.shopName, 80),
    brandVoice: fence(settings.brandVoice || 'Plain and friendly.', 2000),
    situation: [
      situationLines(context, shown, page, settledNote),
      ...(wish ? wishLines(wish, wished, settings.locale).map((line) => fence(line, 500)) : []),
    ].join('\n'),
  })
  const notes: HouseNotes = {
    shopName: settings.shopName,
    locale: settings.locale,
    currency: await shopCurrency(context),
    signedIn: context.trust === 'account',
    openNow: isOpenNow(settings, context.now),
    hours: hoursInWords(settings),
    seed: `${context.ref.conversationId}:${context.messageSeq}`,
    pageProduct: page,
    settled: settledNote,
    city: context.place?.city ?? null,
    sizes: sizesOf(context.known),
    handoff: run.handoff?.reason ?? null,
    wished: wished[0]?.title ?? null,
  }
  run.messages = [
    new SystemMessage({ content: run.systemPrompt, additional_kwargs: { notes } }),
    ...transcriptMessages(transcript),
  ]
}

interface CurrentCards {
  page: ProductCard | null
  shown: ProductCard[]
  /** What the shop would like to mention, as far as it can be had. */
  wished: ProductCard[]
}

/** The product of the page and those of the last list shown, as the catalog has them now. */
async function currentCards(run: Run): Promise<CurrentCards> {
  const { context, transcript, wish } = run.turn
  const before = lastCards(transcript.map((message) => message.parts))
  const pageId = context.page?.productId
  const wishedIds = wish?.productIds ?? []
  const ids = [
    ...new Set([...(pageId ? [pageId] : []), ...before.map((card) => card.productId), ...wishedIds]),
  ]
  const products = ids.length > 0 ? await productsForShopper(context, ids) : []
  const now = (productId: string, variantId?: string) => {
    const product = products.find((entry) => entry.productId === productId)
    const variant = product?.variants.find((entry) => entry.variantId === variantId)
    return product ? toProductCard(product, variant) : null
  }
  return {
    page: pageId ? now(pageId) : null,
    shown: before
      .map((card) => now(card.productId, card.variantId))
      .filter((card): card is ProductCard => card !== null),
    wished: wishedIds
      .map((productId) => now(productId))
      .filter((card): card is ProductCard => card !== null && mayBeHad(card)),
  }
}

const mayBeHad = ({ availability, release }: ProductCard) =>
  availability !== 'out_of_stock' && release?.early !== false

function lastCards(parts: readonly MessagePart[][]): ProductCard[] {
  for (const list of parts.toReversed()) {
    const cards = cardsIn(list)
    if (cards.length > 0) return cards.slice(0, CARDS_BEFORE)
  }
  return []
}

function noteOf({ proposal, decision, result }: SettledProposal): SettledNote {
  const data = typeof result?.data === 'object' && result.data !== null ? result.data : {}
  const text = (name: string) => {
    const value: unknown = Reflect.get(data, name)
    return typeof value === 'string' ? value : null
  }
  return {
    tool: proposal.tool,
    decision,
    summary: proposal.summary,
    orderNumber: text('orderNumber'),
    why: text('why'),
    say: text('say'),
  }
}
