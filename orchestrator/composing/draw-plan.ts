import type { ContentVariant } from '#contract/content-templates.ts'
import { type LinkWanted, languageFor, renderContent, variantAt } from '#domain/content/index.ts'
import { hash } from '#domain/experiments/index.ts'
import type { Drawn } from '../outbox/drafting.ts'
import type { CatalogNow } from './catalog-now.ts'
import type { ComposerDeps } from './composer.ts'
import type { Everything } from './everything.ts'
import { type FeedAsked, feedFor } from './feed-for.ts'
import { linkBook } from './links-of.ts'
import { preferencesUrl } from './own-links.ts'
import type { Plan } from './plan.ts'

export interface DrawingContext {
  deps: ComposerDeps
  everything: Everything
  catalog: CatalogNow
  now: Date
}

export interface DrawnPlan {
  plan: Plan
  answer: Drawn
  /** Pages of the shop that it leads to, in the order they were drawn. */
  pages: readonly LinkWanted[]
  /** Which picture of each test it shows. */
  tested: ReadonlyMap<string, string>
  /** Keys of the modules that had nothing of their own to show. */
  fellBack: readonly string[]
}

/** One message as it is drawn now. `tokens`: of its links, in their order; null: none are made yet. */
export function drawPlan(plan: Plan, context: DrawingContext, tokens: readonly string[] | null): DrawnPlan {
  const { asked, design, template } = plan
  const reader = context.everything.readers.get(asked.rootId)
  const { settings } = context.everything
  const language = languageFor(template, design.language ?? reader?.locale, settings.locale)
  const variant = variantFor(plan)
  const preferences = preferencesUrl(context.deps, asked.customerId, context.now)
  const book = linkBook(asked.channel, context.deps.ownPages(), preferences, tokens)
  const tested = new Map<string, string>()
  const onTested: FeedAsked['onTested'] = ({ key, variation }) => tested.set(key, variation)
  const feed = feedFor(plan, context, { language, preferences, link: book.link, onTested })
  const rendered = renderContent(
    template,
    { channel: asked.channel, language, variant, claims: design.claims ?? [], windowOpen: asked.windowOpen },
    feed,
  )
  if (!rendered.ok) return { plan, answer: rendered, pages: [], tested: new Map(), fellBack: [] }
  if (design.offer?.required && !rendered.offerShown && asked.offer === null)
    return {
      plan,
      answer: { ok: false, reason: 'offer_gone', detail: design.offer.offerId },
      pages: [],
      tested: new Map(),
      fellBack: [],
    }
  const content = {
    ...rendered.content,
    design: { ...design, variant: variant?.name ?? null, language },
    locale: feed.locale,
  }
  return { plan, answer: { ok: true, content }, pages: book.pages, tested, fellBack: rendered.fellBack }
}

/** The one chosen before, else by the reader's root: the same at every drawing. */
function variantFor({ asked, design, template }: Plan): ContentVariant | null {
  if (design.variant === null) return null
  if (design.variant !== undefined)
    return template.variants.find(({ name }) => name === design.variant) ?? null
  const at = hash(`content:${design.contentTemplateId}:${design.version}`, asked.rootId, 2)
  return at === null ? null : variantAt(template.variants, at)
}
