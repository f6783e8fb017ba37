import type { JourneyKind, JourneyStatus } from '#contract/journeys.ts'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { JourneyCount, PeopleState } from '#contract/staff-journeys.ts'
import { calendar } from './calendar.ts'
import { definition } from './journey-definition.ts'
import { readout } from './readout.ts'

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`

const statuses: Record<JourneyStatus, string> = { on: 'On', paused: 'Paused', off: 'Off' }
const kinds: Record<JourneyKind, string> = {
  marketing: 'Marketing',
  clienteling: 'Clienteling',
  service: 'Service',
}
const channels: Record<OutboundChannel, string> = {
  web: 'Chat',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  email: 'Email',
  push: 'Push',
}
const states: Record<PeopleState, string> = {
  waiting: 'Inside now',
  ended: 'Have left',
  left_out: 'Did not enter',
}
const counts: Record<Exclude<keyof JourneyCount, 'warning' | 'audience'>, string> = {
  reachable: 'Could be written to',
  heldOut: 'Held out, to compare with',
  noConsent: 'Have not said yes',
  optedOut: 'Have said no',
  noAddress: 'No address on its channels',
  boughtLately: 'Bought a short while ago',
  openCase: 'Have an open case',
}

export const journeys = {
  title: 'Journeys',
  intro: 'What begins by itself when something happens to a customer, and what became of it.',
  create: 'New journey',
  list: 'Journeys',
  loading: 'Loading journeys',
  failed: 'The journeys could not be loaded.',
  empty: 'No journeys yet',
  emptyText: 'A journey writes to customers by itself: when they leave a cart, run low, or come back.',
  playbooks: 'Add the twelve playbooks',
  playbooksWhat: 'They come switched off, with their messages as drafts and a calendar of seasons.',
  playbooksFailed: 'They could not be added.',
  oneLoading: 'Loading the journey',
  oneFailed: 'The journey could not be loaded.',
  missing: 'There is no such journey.',
  back: 'Journeys',
  statuses,
  kinds,
  channels,
  days: (days: number) => `Last ${days} days`,
  figures: {
    entered: 'Entered',
    heldOut: 'Held out',
    sent: 'Sent',
    converted: 'Converted',
    inside: 'Inside now',
  },
  quiet: 'Nobody has entered yet.',
  suppressedBy: (count: number, first: string) =>
    `${many(count, 'message', 'messages')} not sent, mostly: ${first}`,
  suppressedOne: (count: number, first: string) => `${many(count, 'message', 'messages')} not sent: ${first}`,
  tabs: { page: 'Overview', readout: 'Readout', definition: 'Definition', people: 'People in it' },
  tabsLabel: 'Pages of this journey',
  since: (when: string) => `since ${when}`,
  version: (version: number) => `Version ${version}`,
  switch: {
    on: 'Switch on',
    resume: 'Go on',
    pause: 'Pause',
    off: 'Switch off',
    mayNot: 'Only CRM and admins switch journeys.',
    onTitle: (title: string) => `Switch on ${title}?`,
    pauseTitle: (title: string) => `Pause ${title}?`,
    pauseText: 'Nobody enters. Messages that wait are held until it goes on.',
    offTitle: (title: string) => `Switch off ${title}?`,
    offText: (inside: number) =>
      inside === 0
        ? 'Nobody is inside now. Nobody enters any more.'
        : `${many(inside, 'person is', 'people are')} inside. They leave, and what waits for them is taken back.`,
    counting: 'Counting',
    countFailed: 'The audience could not be counted.',
    nobody: 'Nobody is in its audience now, so it cannot be switched on.',
    everybody: (of: number) => `Its audience is every customer of the shop: ${many(of, 'person', 'people')}.`,
    everybodyYes: 'Yes, I mean every customer',
    everybodyWhy: 'Confirm first that you mean every customer.',
    begins: 'It begins with what happens from now on.',
    failed: 'It could not be switched. Try again.',
    switched: { on: 'It is on.', paused: 'It is paused.', off: 'It is off.' } satisfies Record<
      JourneyStatus,
      string
    >,
  },
  count: {
    title: 'If it ran now',
    audience: (members: number, of: number) =>
      `${members.toLocaleString('en')} of ${many(of, 'customer', 'customers')} are meant`,
    about: (low: number, high: number) =>
      `from a sample; between ${low.toLocaleString('en')} and ${high.toLocaleString('en')}, with 95% confidence`,
    rows: counts,
    label: 'What stands between them and a message',
    note: 'Each person counts once, under the first thing in the way.',
  },
  overview: {
    funnel: 'What became of its messages',
    funnelLabel: 'Messages of each step: asked for, sent, delivered, read',
    step: (step: number) => `Step ${step + 1}`,
    heads: ['Step', 'Asked for', 'Sent', 'Delivered', 'Read'],
    requested: 'Asked for',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    table: 'The figures',
    noMessages: 'It has sent nothing in this time.',
    suppressed: 'Not sent, and why',
    leftOut: 'Did not enter, and why',
    exits: 'How it ended',
    none: 'Nobody.',
    noneSuppressed: 'Nothing was held back.',
    reason: 'Reason',
    people: 'How many',
    byChannel: 'Sent by channel',
    versions: 'Versions',
    versionNote: 'Whoever is inside keeps the version they entered with. New people enter the latest one.',
    by: (name: string) => `by ${name}`,
    byHouse: 'came with the house',
    first: 'First version',
    rewritten: 'Saved again',
  },
  people: {
    states,
    stateLabel: 'Show',
    loading: 'Loading people',
    failed: 'The people could not be loaded.',
    empty: {
      waiting: 'Nobody is inside now',
      ended: 'Nobody has left it',
      left_out: 'Everybody entered',
    } satisfies Record<PeopleState, string>,
    emptyText: 'Whom its trigger names stands here.',
    unnamed: 'No name',
    next: (step: number, steps: number) =>
      step >= steps ? 'All was asked for' : `Next: step ${step + 1} of ${steps}`,
    entered: 'entered',
    due: 'due',
    left: 'left',
    stop: 'Stop',
    stopFor: (name: string) => `Stop the journey for ${name}`,
    stopTitle: (name: string) => `Stop this journey for ${name}?`,
    stopText: 'They leave it now, and what waits for them is taken back. They may enter again by its rules.',
    stopFailed: 'It could not be stopped. Try again.',
    more: 'Show more',
    version: (version: number) => `version ${version}`,
  },
  notSaved: 'It could not be saved. Try again.',
  readout,
  definition,
} as const

export { calendar }
