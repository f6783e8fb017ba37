import type { Settings } from '#domain/settings/index.ts'

export const shopName = 'Tarnwick'
/** Where it is at home, and where a shopper is taken to be who says nothing else. */
export const shopCountry = 'US'

// the made-up shop has people on hand at any hour, so that a handoff can be tried from every time zone
const always = { open: '00:00', close: '24:00' }

/** How the demo shop introduces itself; written over the settings while it is there. */
export const shopSettings = {
  shopName,
  greeting: 'Welcome to Tarnwick. Looking for something for the hill or the hearth?',
  starters: ['Waterproof jackets under $150', 'What is your return policy?', 'Where is my order?'],
  brandVoice:
    'Tarnwick sells outdoor clothing and things for the home, made to be mended. Speak like a good shop assistant who knows the goods: warm, brief, concrete. Say plainly what a thing cannot do. No slogans, no exclamation marks, no pressure.',
  locale: 'en-US',
  accentColor: '#2f5d50',
  timeZone: 'America/Los_Angeles',
  hours: [always, always, always, always, always, always, always],
  checkoutUrlTemplate: '/checkout?lines={lines}',
} satisfies Partial<Settings>
