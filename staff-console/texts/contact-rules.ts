import type { ContactCap } from '#contract/contact-rules.ts'

const channels = {
  all: 'over all channels together',
  web: 'in the web chat',
  sms: 'by SMS',
  whatsapp: 'by WhatsApp',
  email: 'by e-mail',
  push: 'by push',
} as const

const purposes = { all: 'of any kind', clienteling: 'of clienteling', marketing: 'of marketing' } as const

export const contactRules = {
  intro:
    'How often, when and to whom the shop speaks first. Answers, order news and help are not counted and not held back by these rules.',
  readOnly: 'You may read this page. CRM and admins may change it.',
  loading: 'Reading the contact rules',
  failed: 'The contact rules could not be read.',
  channels,
  purposes,
  caps: {
    title: 'Limits',
    hint: 'Counted over agent, associates and journeys together. Every limit must be kept.',
    none: 'There is no limit. Only what customers wish for themselves is kept.',
    limit: (number: number) => `Limit ${number}`,
    atMost: 'At most',
    messages: 'messages',
    within: 'in',
    count: 'Messages',
    length: 'Length',
    unit: 'Unit',
    units: { hours: 'hours', days: 'days' },
    channel: 'Channel',
    purpose: 'Kind',
    add: 'Add a limit',
    full: 'Thirty is the most.',
    remove: (sentence: string) => `Remove: ${sentence}`,
    sentence: ({ channel, purpose, limit, hours }: ContactCap) =>
      `At most ${limit === 1 ? '1 message' : `${limit} messages`} ${purposes[purpose]} in ${span(hours)}, ${channels[channel]}`,
    badLimit: 'A whole number from 1 to 1,000.',
    badHours: 'From an hour to 366 days.',
    twice: 'There is a limit for this channel, kind and time already.',
  },
  hours: {
    title: 'Hours',
    own: 'Keep hours of our own',
    ownHint:
      'On phones and by push, on the customer’s own clock. They narrow the hours of the law, never widen them.',
    lawOnly: 'Only the hours of the law hold.',
    from: 'From',
    until: 'Until',
    band: (from: string, until: string) => `Messages leave from ${from} to ${until}.`,
    none: 'The end must be another hour than the start.',
    at: (hour: number) => `${String(hour).padStart(2, '0')}:00`,
  },
  promotion: {
    title: 'Promotion',
    label: 'One promotion a day',
    hint: 'On a day on which a promotion went out, nothing else that nobody asked for follows, on any channel.',
  },
  fatigue: {
    title: 'Rest',
    label: 'Let customers rest who do not answer',
    hint: 'An answer, an opened mail, a click or an order ends it.',
    off: 'Customers who never answer are written to like the others.',
    touches: 'Messages without an answer',
    days: 'Within how many days',
    rest: 'Days of rest',
    sentence: (touches: number, days: number, rest: number) =>
      `After ${touches} messages in ${days} days without an answer: ${rest} days of rest`,
  },
  arbitration: {
    label: 'When several want to write: minutes in which one wins',
    hint: 'The higher priority, then the higher expected value, then who asked first. 0: whoever comes first.',
  },
  holdouts: {
    title: 'Customers who are not written to',
    hint: 'A share of customers gets no clienteling and no marketing, so that what writing brings can be measured.',
    shares: {
      global: 'Of everything',
      associates: 'Of what associates write',
      journeys: 'Of each journey',
    },
    percent: 'per cent',
    people: (held: number, of: number) => `About ${held.toLocaleString('en')} of ${customers(of)}.`,
    exposed: (people: number) =>
      people === 1
        ? 'One customer is in a group already and stays in it: a new share holds for those who come after.'
        : `${people.toLocaleString('en')} customers are in a group already and stay in it: a new share holds for those who come after.`,
    badShare: 'From 0 to 50, with at most two decimals.',
  },
  delivery: {
    title: 'Delivery',
    segments: 'Parts of an SMS',
    segmentsHint: 'A longer one is not sent. Carriers advise at most three.',
    attempts: 'Attempts',
    attemptsHint: 'At a provider that cannot take it now.',
    giveUp: 'Give up after hours',
  },
  costs: {
    title: 'What a message costs',
    hint: 'In the smallest unit of your currency, such as cents. Offers and readouts count it.',
    channels: {
      sms: 'SMS, for each part',
      whatsapp: 'WhatsApp',
      email: 'E-mail',
      push: 'Push',
      web: 'Web chat',
    },
    bad: 'From 0 to 10,000, with at most three decimals.',
  },
  range: (least: number, most: number) => `A whole number from ${least} to ${most.toLocaleString('en')}.`,
  changes: {
    title: 'What was changed',
    intro: 'Contact rules and settings of the shop, the newest first.',
    loading: 'Reading the changes',
    failed: 'The changes could not be read.',
    empty: 'Nothing has been changed yet.',
    list: 'Changes',
    house: 'Rapport',
    was: 'Was',
    is: 'Is',
    more: 'Show older ones',
    areas: { shop: 'Settings', contact_rules: 'Contact rules', app_links: 'Links into the app' },
    yes: 'yes',
    no: 'no',
    nothing: 'nothing',
    fields: {
      caps: 'Limits',
      onePromotionADay: 'One promotion a day',
      quietHours: 'Hours',
      fatigue: 'Rest',
      arbitrationMinutes: 'When several want to write: minutes in which one wins',
      holdouts: 'Customers who are not written to',
      smsMaxSegments: 'Parts of an SMS',
      maxAttempts: 'Attempts',
      giveUpHours: 'Give up after hours',
      messageCosts: 'What a message costs',
      shopName: 'Shop name',
      greeting: 'Greeting',
      starters: 'First suggestions',
      brandVoice: 'Brand voice',
      locale: 'Language and region',
      timeZone: 'Time zone',
      hours: 'Opening hours',
      queueTimeoutSeconds: 'Longest wait in the queue',
      accentColor: 'Accent colour',
      origins: 'Sites that may show the chat',
      checkoutUrlTemplate: 'Checkout',
      consentRequired: 'Ask for consent before anything is kept',
    } as Record<string, string | undefined>,
  },
} as const

function span(hours: number): string {
  if (hours % 24 !== 0) return hours === 1 ? '1 hour' : `${hours} hours`
  return hours === 24 ? '1 day' : `${hours / 24} days`
}

const customers = (count: number) => (count === 1 ? '1 customer' : `${count.toLocaleString('en')} customers`)
