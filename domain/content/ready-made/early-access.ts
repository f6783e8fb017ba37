import { message, toPerson } from './message.ts'

export const earlyAccess = message({
  name: 'early_access',
  title: 'Early access for the top tiers',
  subject: { en: 'Yours first: {{product.title}}', de: 'Für Sie zuerst: {{product.title}}' },
  preheader: {
    en: 'Open to everybody from {{closes_on|the release}}.',
    de: 'Für alle ab {{closes_on|Verkaufsbeginn}}.',
  },
  pushTitle: { en: 'Yours first', de: 'Für Sie zuerst' },
  short: {
    en: 'New and open to you first: {{product.title}} {{link}} {{opt_out}}',
    de: 'Neu und für Sie zuerst: {{product.title}} {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, {{product}} is new and open to you before everybody else, until {{day}}. Sign in and have a look: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, {{product}} ist neu und steht Ihnen vor allen anderen offen, bis {{day}}. Melden Sie sich an und sehen Sie es sich an: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: {
    ...toPerson,
    product: '{{product.title}}',
    day: '{{closes_on|the release}}',
    link: '{{link}}',
  },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, as a {{tier|valued}} member you can have these before everybody else. They go on sale for all on {{closes_on|their release day}}.',
        de: 'Guten Tag {{first_name|}}, als Mitglied ({{tier|besonders treu}}) bekommen Sie dies vor allen anderen. Für alle beginnt der Verkauf am {{closes_on|Tag des Verkaufsbeginns}}.',
      },
    },
    {
      key: 'drop',
      type: 'products',
      source: { from: 'given' },
      limit: 4,
      otherwise: 'refuse',
    },
    {
      key: 'how',
      type: 'text',
      text: {
        en: 'Sign in with your account, and search and cart let you in.',
        de: 'Melden Sie sich mit Ihrem Konto an: Suche und Warenkorb lassen Sie dann ein.',
      },
    },
    {
      key: 'shipping',
      type: 'offer',
      text: { en: 'With it comes: {{offer.title}}.', de: 'Dazu: {{offer.title}}.' },
    },
    {
      key: 'see',
      type: 'button',
      label: { en: 'See it first', de: 'Zuerst ansehen' },
      target: { to: 'product' },
    },
  ],
})
