import type { z } from 'zod'
import type { ChannelContent, Composed } from '#channels/index.ts'
import { contentProblemWords } from '#contract/content-templates.ts'
import type { MessageContent } from '#contract/outbound.ts'
import { Problem } from '#contract/problem.ts'
import type { MessagePreview, messagePreviewInput, ShownProduct } from '#contract/staff-content.ts'
import { checkedContent } from '#domain/content/index.ts'
import { findOffer, type OfferFeed, SAMPLE_CODE, termsFor } from '#domain/offers/index.ts'
import { type ContentPreview, previewContent } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { ownPagesOf } from '../links/own-pages.ts'
import { readShop } from '../outbox.ts'
import { contentView } from '../sandbox/view.ts'
import { mailForShadow } from './mail-for-shadow.ts'

type Asked = z.output<typeof messagePreviewInput>

/** The message as these customers would get it now on each channel, as the sandbox would show it; writes nothing. */
export async function previewMessage(house: House, asked: Asked, now: Date): Promise<MessagePreview[]> {
  const { db, config, clock, publicUrl, recommender, secrets } = house
  const pen = { compose: house.channels.compose, publicUrl, clock, linkKey: secrets.link }
  const shop = readShop({ ...pen, postalAddress: config.POSTAL_ADDRESS })
  const previews = await previewContent(
    db,
    { recommender, publicUrl, ownPages: () => ownPagesOf(house), linkKey: secrets.link, shop },
    {
      written: checkedContent(asked.content),
      customerIds: asked.customerIds,
      channels: asked.channels,
      about: {
        productIds: asked.productIds,
        ...(asked.language !== null && { language: asked.language }),
        variant: asked.variant,
      },
      offer: asked.offerId === null ? null : await offerFeed(house, asked.offerId, now),
      windowOpen: asked.windowOpen,
    },
    now,
  )
  return previews.flatMap((preview) => viewOf(preview, publicUrl()) ?? [])
}

const SHOWN_DAYS_MS = 14 * 86_400_000

/** As it would be drawn for who gets it: a sample code, and no tier's boost. */
async function offerFeed({ db }: House, offerId: string, now: Date): Promise<OfferFeed> {
  const offer = await findOffer(db, offerId)
  if (!offer) throw new Problem('not-found', 'There is no such offer.')
  const { title, kind, value, currency } = termsFor(offer, null)
  const code = offer.codes === 'single_use' ? SAMPLE_CODE : null
  const until = offer.endsAt === null ? new Date(now.getTime() + SHOWN_DAYS_MS) : new Date(offer.endsAt)
  return { offerId: offer.offerId, title, kind, value, currency, code, until }
}

function viewOf(preview: ContentPreview, publicUrl: string): MessagePreview | null {
  const { customerId, name, channel, drawn, composed, findings } = preview
  if (channel === 'web') return null // it stands on no phone and in no mailbox
  const content = drawn.ok ? drawn.content : null
  const contents = composed?.ok ? composed.contents : []
  return {
    customerId,
    name,
    channel,
    language: content?.design?.language ?? null,
    variant: content?.design?.variant ?? null,
    problem: problemOf(preview),
    contents: contents.map((each) => contentView(each, channel, publicUrl)),
    html: htmlOf(contents, publicUrl),
    preheader: content?.preheader ?? null,
    segments: composed?.ok && channel === 'sms' ? composed.segments : 0,
    products: content ? productsIn(content) : [],
    offer: content ? offerIn(content) : null,
    fellBack: [...preview.fellBack],
    findings,
  }
}

function problemOf({ drawn, composed }: ContentPreview): string | null {
  if (!drawn.ok) return contentProblemWords[drawn.reason]
  return refusedBy(composed)
}

const refusedBy = (composed: Composed | null) => (composed && !composed.ok ? composed.text : null)

function htmlOf(contents: readonly ChannelContent[], publicUrl: string): string | null {
  const mail = contents.find(({ type }) => type === 'email')
  return mail?.type === 'email' ? mailForShadow(mail.html, publicUrl) : null
}

function productsIn({ blocks = [], parts }: MessageContent): ShownProduct[] {
  const shown = [
    ...blocks.flatMap((block) => (block.type === 'products' ? block.products : [])),
    ...parts.flatMap((part) => (part.type === 'products' ? part.products : [])),
  ]
  const byId = new Map(shown.map((card) => [card.productId, card]))
  return [...byId.values()].map(({ productId, title, price, availability }) => ({
    productId,
    title,
    price,
    availability,
  }))
}

function offerIn({ blocks = [] }: MessageContent): MessagePreview['offer'] {
  const block = blocks.find(({ type }) => type === 'offer')
  return block?.type === 'offer' ? { text: block.text, code: block.code } : null
}
