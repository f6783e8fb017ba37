import type { personalRooms } from './rooms.ts'

/** What a room keeps of a person, why, and where it comes from. */
interface RoomNotice {
  what: string
  purposes: string
  source: string
}

/** Told with every copy: GDPR article 15 (1) (a) to (h). How long it is kept stands beside it, as set. */
export const aboutRooms: Record<keyof typeof personalRooms, RoomNotice> = {
  events: {
    what: 'What happened on the site, in the app and in the stores, and what could not be read of it',
    purposes: 'Service, recommendations, measuring what the shop does',
    source: 'Your browser or app, and the shop’s systems',
  },
  conversations: {
    what: 'Conversations with the assistant and the staff, what was looked up for them, what was proposed',
    purposes: 'Answering you',
    source: 'You, the assistant and the staff',
  },
  handoff: {
    what: 'When a conversation was given to a person, and its summary',
    purposes: 'Answering you',
    source: 'The assistant and the staff',
  },
  carts: { what: 'What lies in your cart', purposes: 'Selling to you', source: 'You and the assistant' },
  offers: {
    what: 'Offers you were given, their codes, and the order each was used with',
    purposes: 'Keeping what was promised, and not giving too often',
    source: 'The shop’s rules, and its orders',
  },
  orders: {
    what: 'Orders, payments, deliveries and what became of them',
    purposes: 'Carrying out the contract, and the duty to keep books',
    source: 'The shop’s systems',
  },
  slots: {
    what: 'What was shown to you on the site, in which place, and for which reason',
    purposes: 'Seeing what is worth showing',
    source: 'Decided for each page from what you look at and, as far as you allow it, what is known of you',
  },
  segments: {
    what: 'Groups of customers you belong to or belonged to, and what the models expect',
    purposes: 'Choosing what is shown and sent, as far as you allow it',
    source: 'Computed from your orders, events and traits',
  },
  profile: {
    what: 'Traits with their purposes and evidence, loyalty points, subscriptions, permissions for the place',
    purposes: 'As each trait says in its field purposes',
    source: 'As each trait says: you (zero), the shop (first), a partner under contract (second)',
  },
  orchestrator: {
    what: 'What was sent to you, to which address, what became of it, and where you wrote to us from',
    purposes: 'Writing to you no more often than you and the law allow, and showing what was sent',
    source: 'The assistant, the staff and the shop’s campaigns; what the networks report',
  },
  consent: {
    what: 'What you allowed and refused, with the evidence, and how you want to be written to',
    purposes: 'Keeping to it, and being able to show it',
    source: 'You, and the forms you used',
  },
  experiments: {
    what: 'Comparisons you are part of: whether you belong to those whom the shop leaves in peace, to measure what its messages earn',
    purposes: 'Measuring what the shop does',
    source: 'Drawn by lot from your customer number',
  },
  rights: {
    what: 'Requests for a copy or an erasure',
    purposes: 'Carrying them out, and being able to show it',
    source: 'You, by way of the staff',
  },
  sandbox: {
    what: 'While the shop tries things out: what was sent to you without leaving its server, and answers given there',
    purposes: 'Trying out what the shop sends',
    source: 'The shop and its staff',
  },
  links: {
    what: 'Links in what was sent to you, and which of them were followed when',
    purposes: 'Seeing which messages serve you, and writing less where they do not',
    source: 'The shop’s messages, and your browser or app when it opens a link',
  },
  ugc: {
    what: 'Photos and reviews you gave the shop, with what you agreed to',
    purposes: 'Showing them, as you allowed',
    source: 'You',
  },
  audiences: {
    what: 'Which of the shop’s lists for advertising your hashed e-mail address or number stands in',
    purposes:
      'Showing you the shop’s advertising elsewhere, as you allowed; you are taken out when you say no',
    source: 'The shop’s segments, and what you said yes to',
  },
  webhooks: {
    what: 'What the shop’s other systems were told of you',
    purposes: 'Keeping the shop’s systems in step',
    source: 'What happened here',
  },
  identity: {
    what: 'Customer records and identifiers, why they count as one person, possible duplicates, the household',
    purposes: 'Knowing who you are, once, on every channel',
    source: 'You, your browser, and the shop’s systems',
  },
}

export const recipients = [
  'The shop, and whoever runs its servers for it',
  'Where the shop has set a provider of language models: the text of a conversation while it is answered, without phone and card numbers',
  'Nobody else; partners give traits under contract and get none',
]

export const logic = [
  'Records are joined into one person by identifiers seen together and by decisions of staff; records that look alike are compared field by field (Fellegi and Sunter, 1969).',
  'Groups are rules over the data in this copy; recency, frequency and amount are ranked in fifths.',
  'Expected purchases are estimated from the days and amounts of orders (BG/NBD, Fader, Hardie and Lee, 2005; Gamma-Gamma, Fader and Hardie, 2013).',
  'No decision with legal or similar effect is taken by a machine alone: an order, a payment or an address changes only after your explicit yes.',
]

export const rights = [
  'You may ask for correction, erasure, restriction and a copy, object to what the shop does with your data, and take consent back at any time.',
  'You may complain to the data protection authority where you live.',
]
