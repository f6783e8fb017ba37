import { type EventFamily, field, ourEvent, segmentEvent } from './definition.ts'
import { text, url } from './fields.ts'

const release = { version: text('of the app'), build: text('of the app') }
const push = {
  campaign: field('object', 'name, medium, content, source'),
  message_id: text('which push message'),
}
const message = { message_id: text('which message'), campaign_id: text('of which campaign') }
const email = {
  email_id: text('which mail'),
  email_subject: text('its subject'),
  campaign_id: text('of which campaign'),
  campaign_name: text('its name'),
}

/** The app, push and mail, as Segment's mobile and e-mail specs name them. */
export const app: EventFamily = {
  title: 'App, push, mail and account',
  events: [
    segmentEvent('Application Installed', 'Installed the app', release),
    segmentEvent('Application Opened', 'Opened the app', {
      ...release,
      from_background: field('boolean', 'it was running already'),
      referring_application: text('what opened it'),
      url,
    }),
    segmentEvent('Application Updated', 'Has a new version of the app', {
      ...release,
      previous_version: text('before'),
      previous_build: text('before'),
    }),
    segmentEvent('Application Foregrounded', 'Came back to the app', release),
    segmentEvent('Application Backgrounded', 'Left the app', {}),
    segmentEvent('Application Crashed', 'The app crashed', {}),
    segmentEvent('Application Uninstalled', 'Removed the app', {}),
    segmentEvent('Push Notification Received', 'A push message arrived', push),
    segmentEvent('Push Notification Tapped', 'Opened a push message', {
      ...push,
      action: text('what was tapped'),
    }),
    segmentEvent('Push Notification Bounced', 'A push message did not arrive', push),
    segmentEvent('Install Attributed', 'Where an installation came from', {
      provider: text('who says so'),
      campaign: field('object', 'name, source, content, ad_creative'),
    }),
    segmentEvent('Deep Link Opened', 'Came by a deep link', { provider: text('whose link'), url }),
    segmentEvent('Deep Link Clicked', 'Clicked a deep link', { provider: text('whose link'), url }),
    segmentEvent('Email Delivered', 'A mail arrived', email),
    segmentEvent('Email Opened', 'Opened a mail', email),
    segmentEvent('Email Link Clicked', 'Clicked a link in a mail', {
      ...email,
      link_url: field('url', 'which link'),
      link_id: text('which link'),
    }),
    segmentEvent('Email Bounced', 'A mail did not arrive', { ...email, type: text('hard or soft') }),
    ourEvent('SMS Delivered', 'A text message arrived', message, { secretOnly: true }),
    ourEvent('SMS Link Clicked', 'Clicked a link in a text message', message),
    ourEvent('WhatsApp Message Delivered', 'A WhatsApp message arrived', message, { secretOnly: true }),
    ourEvent('WhatsApp Message Read', 'Read a WhatsApp message', message, { secretOnly: true }),
    ourEvent('WhatsApp Link Clicked', 'Clicked a link in a WhatsApp message', message),
    segmentEvent('Signed Up', 'Made an account', { type: text('how'), username: text('the name chosen') }),
    segmentEvent('Signed In', 'Signed in', { username: text('as whom') }),
    segmentEvent('Signed Out', 'Signed out', { username: text('as whom') }),
  ],
}
