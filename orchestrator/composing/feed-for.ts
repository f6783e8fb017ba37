import type { OutboundChannel } from '#contract/outbound.ts'
import { viewCart } from '#domain/carts/index.ts'
import { type ChosenCreative, type Feed, firstNameOf, localeFor } from '#domain/content/index.ts'
import { homePage } from '#domain/links/index.ts'
import { toOrderCard } from '#domain/orders/index.ts'
import { seasonOf } from '#domain/slots/index.ts'
import type { Access } from '#knowledge/catalog/index.ts'
import { creativeOf } from './catalog-now.ts'
import type { DrawingContext } from './draw-plan.ts'
import { reorderPath } from './own-links.ts'
import { orderOf } from './picks.ts'
import type { Plan } from './plan.ts'
import type { Reader } from './readers.ts'

const nobody: Access = { segmentIds: new Set(), tiers: new Set() }

/** In which language and with which links it is drawn, and who hears of the pictures that are being tried. */
export interface FeedAsked {
  language: string
  preferences: string
  link: Feed['link']
  onTested: (exposure: NonNullable<ChosenCreative['exposure']>) => void
}

/** What one message is filled with, in this language. */
export function feedFor(
  plan: Plan,
  context: DrawingContext,
  { language, preferences, link, onTested }: FeedAsked,
): Feed {
  const { asked, design } = plan
  const { everything, catalog, deps, now } = context
  const { settings } = everything
  const reader = everything.readers.get(asked.rootId)
  const access = reader?.access ?? nobody
  const order = orderOf(plan, everything)
  return {
    now,
    locale: localeFor(language, reader?.locale, settings.locale),
    timeZone: settings.timeZone,
    shopName: settings.shopName,
    home: homePage(deps.ownPages()),
    person: personOf(reader),
    given: design.values ?? {},
    about: design.productIds ?? [],
    product: (productId) => catalog.stateFor(productId, access),
    picks: catalog.picks.get(asked.key) ?? new Map(),
    cart: cartOf(plan, context),
    order: order && toOrderCard(order),
    offer: asked.offer,
    reviews: catalog.reviews,
    creative: creativeFinder(plan, context, { language, onTested }),
    reorderPath: reorderPath(plan, context),
    preferencesUrl: preferences,
    countdownUrl: (until) => `${deps.publicUrl()}/countdown/${Math.floor(until.getTime() / 1000)}.png`,
    whatsappTemplate: (name) => whatsappTemplateOf(context, name, language),
    link,
  }
}

function personOf(reader: Reader | undefined): Feed['person'] {
  const loyalty = reader?.loyalty ?? null
  const member = loyalty?.member ? loyalty : null
  return {
    firstName: firstNameOf(reader?.name ?? null),
    tier: member?.tier?.name ?? null,
    points: member?.balance ?? null,
    nextTier: member?.next?.tier ?? null,
    pointsToNext: member?.next?.missing ?? null,
  }
}

/** At today's prices; of goods that this reader cannot buy now nothing is left in it. */
function cartOf({ asked }: Plan, { everything, catalog }: DrawingContext): Feed['cart'] {
  const cart = everything.carts.get(asked.rootId)
  if (!cart) return null
  const variants = new Map(
    cart.lines.flatMap(({ productId, variantId }) => {
      const product = catalog.products.get(productId)
      const variant = product?.variants.find((each) => each.variantId === variantId)
      return product && variant ? [[variantId, { product, variant }] as const] : []
    }),
  )
  const [first] = variants.values()
  const view = viewCart(
    cart,
    variants,
    everything.settings.checkoutUrlTemplate,
    first?.variant.price.currency ?? '',
  )
  const lines = view.lines.filter(({ availability }) => availability !== 'out_of_stock')
  return lines.length === 0 ? null : { ...view, lines }
}

/** By the reader's segments, language and, as far as their locale tells, season; asked as it is drawn. */
function creativeFinder(
  { asked }: Plan,
  { everything, catalog, now }: DrawingContext,
  { language, onTested }: Pick<FeedAsked, 'language' | 'onTested'>,
): Feed['creative'] {
  const reader = everything.readers.get(asked.rootId)
  const country = (reader?.locale ?? everything.settings.locale).split(/[-_]/)[1]?.toUpperCase() ?? null
  const viewer = {
    segmentIds: reader?.access.segmentIds ?? new Set<string>(),
    season: seasonOf(country, now.getUTCMonth() + 1),
    language,
    rootId: asked.rootId,
  }
  return (productId) => {
    const chosen = creativeOf(catalog, productId, placeOf(asked.channel), viewer, now)
    if (chosen?.exposure) onTested(chosen.exposure)
    return chosen && { url: chosen.imageUrl, alt: chosen.alt }
  }
}

const placeOf = (channel: OutboundChannel) =>
  channel === 'email' || channel === 'whatsapp' || channel === 'push' ? channel : 'site'

/** The approved one of this name in the message's language, whatever its region. */
function whatsappTemplateOf(
  { everything }: DrawingContext,
  name: string,
  language: string,
): ReturnType<Feed['whatsappTemplate']> {
  return (
    everything.whatsappTemplates.find(
      (each) => each.name === name && each.status === 'approved' && each.language.split('_')[0] === language,
    ) ?? null
  )
}
