import { message, toPerson } from './message.ts'

export const winBack = message({
  name: 'win_back',
  title: 'Win-back: picks, and what others found',
  subject: { en: 'It has been a while', de: 'Lange nicht gesehen' },
  preheader: {
    en: 'A few things for you, and what other customers chose.',
    de: 'Etwas für Sie, und was andere Kunden gewählt haben.',
  },
  pushTitle: { en: 'It has been a while', de: 'Lange nicht gesehen' },
  short: {
    en: 'It has been a while. A few things we have chosen for you {{link}} {{opt_out}}',
    de: 'Lange nicht gesehen. Ein paar Dinge, für Sie ausgesucht {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, it has been a while. Here are a few things we have chosen for you: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, lange nicht gesehen. Hier sind ein paar Dinge, für Sie ausgesucht: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, link: '{{link}}' },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, it has been a while. {{buyers|Other}} customers found something here in the last thirty days; these are for you.',
        de: 'Guten Tag {{first_name|}}, lange nicht gesehen. {{buyers|Andere}} Kunden haben hier in den letzten dreißig Tagen etwas gefunden; das hier ist für Sie.',
      },
    },
    {
      key: 'picks',
      type: 'products',
      source: { from: 'row', row: 'for_you' },
      limit: 3,
      otherwise: 'leave_out',
    },
    {
      key: 'popular',
      type: 'products',
      source: { from: 'row', row: 'trending' },
      limit: 3,
      otherwise: 'refuse',
    },
    { key: 'review', type: 'review', channels: ['email', 'web'] },
    { key: 'look', type: 'button', label: { en: 'Have a look', de: 'Ansehen' }, target: { to: 'product' } },
  ],
})

export const winBackAgain = message({
  name: 'win_back_again',
  title: 'Win-back: with an offer',
  subject: { en: '{{offer.title}}, should you come back', de: '{{offer.title}}, falls Sie wiederkommen' },
  preheader: { en: 'Good until {{offer.until}}.', de: 'Gültig bis {{offer.until}}.' },
  pushTitle: { en: 'Something for you', de: 'Etwas für Sie' },
  short: {
    en: '{{offer.title}} with {{offer.code}} until {{offer.until}} {{link}} {{opt_out}}',
    de: '{{offer.title}} mit {{offer.code}} bis {{offer.until}} {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, should you like to come back: {{offer}} with the code {{code}} until {{until}}. Have a look: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, falls Sie wiederkommen möchten: {{offer}} mit dem Code {{code}} bis {{until}}. Sehen Sie sich um: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: {
    ...toPerson,
    offer: '{{offer.title}}',
    code: '{{offer.code}}',
    until: '{{offer.until}}',
    link: '{{link}}',
  },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, should you like to come back, this is for you:',
        de: 'Guten Tag {{first_name|}}, falls Sie wiederkommen möchten, ist dies für Sie:',
      },
    },
    {
      key: 'offer',
      type: 'offer',
      text: {
        en: '{{offer.title}}. Your code is {{offer.code}}, good until {{offer.until}}.',
        de: '{{offer.title}}. Ihr Code ist {{offer.code}}, gültig bis {{offer.until}}.',
      },
      otherwise: 'refuse',
    },
    {
      key: 'picks',
      type: 'products',
      source: { from: 'row', row: 'for_you' },
      limit: 3,
      otherwise: 'leave_out',
    },
    {
      key: 'look',
      type: 'button',
      label: { en: 'Have a look', de: 'Ansehen' },
      target: { to: 'page', path: '/', app: true },
    },
  ],
})
