import { app, rooms, time } from './texts/app.ts'
import { contactRules } from './texts/contact-rules.ts'
import { content } from './texts/content.ts'
import { contentForm } from './texts/content-form.ts'
import { claims, contentLook, modules } from './texts/content-look.ts'
import { composer, customer, transcript } from './texts/conversation.ts'
import { customers, duplicates, merging, unmerging } from './texts/customers.ts'
import { desk, reasons } from './texts/desk.ts'
import { documents } from './texts/documents.ts'
import { install } from './texts/install.ts'
import { audiences, webhooks } from './texts/integrations.ts'
import { calendar, journeys } from './texts/journeys.ts'
import { offers } from './texts/offers.ts'
import { outbox } from './texts/outbox.ts'
import { outreach } from './texts/outreach.ts'
import { recommendations } from './texts/recommendations.ts'
import { requests } from './texts/requests.ts'
import { sandbox } from './texts/sandbox.ts'
import { conditions, scores, segments } from './texts/segments.ts'
import { account, roles, signIn } from './texts/session.ts'
import { settings } from './texts/settings.ts'
import { shortcuts } from './texts/shell.ts'
import { slots } from './texts/slots.ts'
import { eventNames, sources } from './texts/sources.ts'
import { staff } from './texts/team.ts'
import { templates } from './texts/templates.ts'
import { photos, pictures } from './texts/ugc.ts'

/** Every word on the console's screens: one file a room, this one door. */
export const texts = {
  app,
  rooms,
  time,
  signIn,
  account,
  roles,
  shortcuts,
  reasons,
  desk,
  transcript,
  composer,
  customer,
  customers,
  merging,
  unmerging,
  duplicates,
  requests,
  recommendations,
  outreach,
  offers,
  audiences,
  webhooks,
  outbox,
  content,
  contentForm,
  contentLook,
  modules,
  claims,
  photos,
  pictures,
  templates,
  sandbox,
  segments,
  conditions,
  scores,
  journeys,
  calendar,
  slots,
  sources,
  eventNames,
  settings,
  contactRules,
  documents,
  staff,
  install,
} as const
