import type { Operation } from './operation.ts'
import { audiencePageOperations } from './routes/audiences-pages.ts'
import { calendarOperations } from './routes/calendar.ts'
import { catalogOperations } from './routes/catalog.ts'
import { contactRuleOperations } from './routes/contact-rules.ts'
import { contentOperations } from './routes/content.ts'
import { contentModuleOperations } from './routes/content-modules.ts'
import { conversationOperations } from './routes/conversations.ts'
import { creativeOperations } from './routes/creatives.ts'
import { customerOperations } from './routes/customers.ts'
import { documentOperations } from './routes/documents.ts'
import { journeyOperations } from './routes/journeys.ts'
import { keyOperations } from './routes/keys.ts'
import { offerCheckOperations } from './routes/offers-check.ts'
import { offerPageOperations } from './routes/offers-pages.ts'
import { operatorOperations, type Readiness } from './routes/operator.ts'
import { orderOperations } from './routes/orders.ts'
import { outboxOperations } from './routes/outbox.ts'
import { outreachOperations } from './routes/outreach.ts'
import { peopleOperations } from './routes/people.ts'
import { peopleConsentOperations } from './routes/people-consent.ts'
import { peopleDuplicateOperations } from './routes/people-duplicates.ts'
import { peopleIdentityOperations } from './routes/people-identity.ts'
import { pushOperations } from './routes/push.ts'
import { readoutOperations } from './routes/readouts.ts'
import { recommendationOperations } from './routes/recommendations.ts'
import { recommendationPageOperations } from './routes/recommendations-pages.ts'
import { requestOperations } from './routes/requests.ts'
import { sandboxOperations } from './routes/sandbox.ts'
import { searchOperations } from './routes/search.ts'
import { segmentOperations } from './routes/segments.ts'
import { sessionOperations } from './routes/session.ts'
import { settingsOperations } from './routes/settings.ts'
import { slotOperations } from './routes/slots.ts'
import { slotPageOperations } from './routes/slots-pages.ts'
import { sourceOperations } from './routes/sources.ts'
import { staffOperations } from './routes/staff.ts'
import { storeOperations } from './routes/stores.ts'
import { templateOperations } from './routes/templates.ts'
import { trackOperations } from './routes/track.ts'
import { ugcOperations } from './routes/ugc.ts'
import { ugcModerationOperations } from './routes/ugc-moderation.ts'
import { webhookPageOperations } from './routes/webhooks-pages.ts'
import { widgetOperations } from './routes/widget.ts'

/** Everything that can be asked over HTTP, pages aside: routes and `/openapi.json` are both made from it. */
export function listOperations(readiness: Readiness): Operation[] {
  return [
    ...widgetOperations,
    ...trackOperations,
    ...slotOperations,
    ...pushOperations,
    ...ugcOperations,
    ...sourceOperations,
    ...catalogOperations,
    ...recommendationOperations,
    ...searchOperations,
    ...storeOperations,
    ...orderOperations,
    ...offerCheckOperations,
    ...customerOperations,
    ...sessionOperations,
    ...conversationOperations,
    ...peopleOperations,
    ...peopleIdentityOperations,
    ...peopleConsentOperations,
    ...peopleDuplicateOperations,
    ...outreachOperations,
    ...templateOperations,
    ...outboxOperations,
    ...sandboxOperations,
    ...segmentOperations,
    ...slotPageOperations,
    ...journeyOperations,
    ...readoutOperations,
    ...calendarOperations,
    ...contentOperations,
    ...contentModuleOperations,
    ...ugcModerationOperations,
    ...creativeOperations,
    ...offerPageOperations,
    ...webhookPageOperations,
    ...audiencePageOperations,
    ...recommendationPageOperations,
    ...requestOperations,
    ...settingsOperations,
    ...contactRuleOperations,
    ...documentOperations,
    ...staffOperations,
    ...keyOperations,
    ...operatorOperations(readiness),
  ]
}
