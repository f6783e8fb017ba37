import type { ContentTemplateInput } from '#contract/content-templates.ts'
import type { ContentRef, OutboundChannel } from '#contract/outbound.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { approveContent, saveContent } from '#domain/content/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { openRecommender, type Recommender } from '#domain/recommendation/index.ts'
import { writeSettings } from '#domain/settings/index.ts'
import { importProducts, openShelf, type ProductInput } from '#knowledge/catalog/index.ts'
import { type ComposeAsked, type Composer, type ComposerDeps, createComposer } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

export const now = new Date('2026-11-20T18:00:00Z')

/** What a test may say of a product of the world. */
export interface Good {
  id: string
  title?: string
  price?: number
  listPrice?: number
  stock?: number
  /** Taken off sale, whatever lies in stock. */
  recalled?: boolean
  category?: string
  releaseAt?: string
  early?: ProductInput['early']
}

export async function putGoods(db: Db, goods: readonly Good[], at = now): Promise<void> {
  const entries = goods.map((good, index) => ({
    line: index + 1,
    product: {
      productId: good.id,
      title: good.title ?? `The ${good.id}`,
      description: '',
      url: `https://shop.example/products/${good.id}`,
      categories: [good.category ?? 'Clothing > Jackets'],
      media: [{ url: `https://shop.example/pictures/${good.id}.jpg`, alt: `Picture of ${good.id}` }],
      ...(good.releaseAt && { releaseAt: good.releaseAt }),
      ...(good.early && { early: good.early }),
      variants: [
        {
          variantId: `${good.id}-1`,
          price: { amount: good.price ?? 5000, currency: 'USD' },
          ...(good.listPrice && { listPrice: { amount: good.listPrice, currency: 'USD' } }),
          available: !good.recalled && (good.stock ?? 5) > 0,
          stockOnline: good.stock ?? 5,
        },
      ],
    },
  }))
  const result = await importProducts(db, entries, { source: 'test', now: at })
  if (result.bad.length > 0) throw new Error(JSON.stringify(result.bad[0]))
}

export interface ContentWorld {
  db: Db
  composer: Composer
  recommender: Recommender
  /** Takes over what has changed of the catalog, as the running house does. */
  follow: () => Promise<void>
  /** A person of this name who has said yes to everything. */
  somebody: (name: string | null, locale?: string) => Promise<string>
  /** A message that is live. */
  live: (
    template: Partial<ContentTemplateInput> & Pick<ContentTemplateInput, 'modules'>,
  ) => Promise<ContentRef>
  asked: (
    customerId: string,
    channel: OutboundChannel,
    design: ContentRef,
    more?: Partial<ComposeAsked>,
  ) => ComposeAsked
}

let count = 0

export const composerDeps = (recommender: Recommender): ComposerDeps => ({
  recommender,
  publicUrl: () => 'https://talk.shop.example',
  ownPages: () => ({
    publicUrl: 'https://talk.shop.example',
    origins: ['https://shop.example'],
    productHosts: new Set(['shop.example']),
  }),
  linkKey: 'a key for the tests, long enough to be one',
})

export async function openContentWorld(db: Db): Promise<ContentWorld> {
  await writeSettings(db, { shopName: 'Ridgeline', origins: ['https://shop.example'] }, null, now)
  const shelf = await openShelf(db)
  const recommender = await openRecommender(db, { shelf, clock: () => now })
  const composer = createComposer(composerDeps(recommender))
  return {
    db,
    composer,
    recommender,
    follow: () => recommender.follow(),
    somebody: async (name, locale = 'en-US') => {
      const number = ++count
      const { customerId } = await createCustomer(
        db,
        {
          identifiers: [{ kind: 'email', value: `c${number}@example.com` }],
          name,
          locale,
          source: 'test',
        },
        now,
      )
      const given = { customerId, channel: 'web', purpose: 'personalisation', state: 'granted' } as const
      await recordConsent(db, { ...given, source: 'test', evidence: 'a test', at: now }, now)
      return customerId
    },
    live: async (template) => {
      const name = template.name ?? `message_${++count}`
      const draft = await saveContent(
        db,
        {
          title: name,
          purpose: 'marketing',
          languages: ['en'],
          channels: ['email', 'sms', 'whatsapp', 'push', 'web'],
          subject: { en: 'Hello' },
          short: { en: 'Hello {{opt_out}}' },
          ...template,
          name,
        },
        { staffId: null },
        now,
      )
      await approveContent(db, draft, null, now)
      return { contentTemplateId: draft.contentTemplateId, version: draft.version }
    },
    asked: (customerId, channel, design, more = {}) => ({
      key: `key ${++count}`,
      kind: 'marketing',
      customerId,
      rootId: customerId,
      members: [],
      channel,
      content: { text: '', parts: [], design },
      offer: null,
      windowOpen: false,
      final: false,
      ...more,
    }),
  }
}
