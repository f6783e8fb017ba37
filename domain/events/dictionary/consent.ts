import { type EventFamily, field, needed, ourEvent, segmentEvent } from './definition.ts'
import { text } from './fields.ts'

const use = {
  channel: needed(text('web, email, sms, whatsapp or push')),
  purpose: needed(field('texts', 'transactional, service, clienteling, marketing, personalisation; or all')),
  address: text('the very address, where it is of one alone'),
  evidence: text('where and how it was said'),
  region: text('by which law, e.g. EU'),
}
const mail = {
  email_id: text('which mail'),
  email_subject: text('its subject'),
  list_id: text('which list'),
  campaign_id: text('of which campaign'),
  campaign_name: text('its name'),
}
const device = { device_id: needed(text('which device'), 'context.device.id') }
const said = { party: 'zero', purposes: ['transactional', 'service'] } as const
const fromTheShop = { ...said, secretOnly: true } as const

/** What people allow, and take back. Granting needs the secret key; taking back needs nothing. */
export const consent: EventFamily = {
  title: 'Consent and permissions',
  events: [
    ourEvent('Consent Requested', 'Was asked, e.g. by double opt-in', use, fromTheShop),
    ourEvent('Consent Given', 'Agreed', use, fromTheShop),
    ourEvent(
      'Consent Withdrawn',
      'Takes it back',
      { ...use, channel: needed(text('as above; or all')) },
      said,
    ),
    segmentEvent('Unsubscribed', 'Unsubscribed from mails', mail, said),
    ourEvent('Email Unsubscribed', 'Unsubscribed from mails', mail, said),
    segmentEvent('Email Marked as Spam', 'Called a mail spam', mail, said),
    ourEvent('SMS Unsubscribed', 'Wants no more text messages', {}, said),
    ourEvent('Push Permission Granted', 'The app may send push messages', device, said),
    ourEvent('Push Permission Denied', 'The app may not send push messages', device, said),
    ourEvent('Location Permission Granted', 'The app may use the position of this device', device, said),
    ourEvent('Location Permission Denied', 'The app may not use the position of this device', device, said),
  ],
}
