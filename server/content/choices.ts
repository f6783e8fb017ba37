import { type ContentField, contentFields, isContentField } from '#contract/content-places.ts'
import type { MessageChoices } from '#contract/staff-content.ts'
import { listSharedModules, listTemplates } from '#domain/content/index.ts'
import { listOffers } from '#domain/offers/index.ts'
import { readContactRules } from '#domain/settings/index.ts'
import type { House } from '../house.ts'

const MOST_OFFERED = 500

/** What the form of a message may offer: what the shop has now. */
export async function readMessageChoices(house: House): Promise<MessageChoices> {
  const { db, shelf } = house
  const { smsMaxSegments } = await readContactRules(db)
  const { locale } = house.recentSettings.now()
  return {
    fields: Object.keys(contentFields).filter(isContentField).map(fieldOf),
    modules: (await listSharedModules(db)).map(({ moduleId, name, title }) => ({ moduleId, name, title })),
    whatsappTemplates: (await listTemplates(db)).map(
      ({ name, language, status, category, body, parameters }) => ({
        name,
        language,
        status,
        category,
        body,
        parameters,
      }),
    ),
    offers: (await listOffers(db)).map(({ offerId, title, status }) => ({
      offerId,
      title,
      isLive: status === 'live',
    })),
    categories: shelf
      .categories()
      .map(({ category }) => category)
      .slice(0, MOST_OFFERED)
      .sort(),
    language: locale.slice(0, 2).toLowerCase(),
    smsMaxSegments,
    drafts: house.agent.model !== null,
  }
}

const fieldOf = (name: ContentField) => ({ name, source: contentFields[name] })
