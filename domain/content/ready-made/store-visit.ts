import { message, toPerson } from './message.ts'

export const storeVisit = message({
  name: 'store_visit',
  title: 'Store visit: a personal follow-up',
  purpose: 'clienteling',
  subject: { en: 'Good to see you at {{store|our store}}', de: 'Schön, dass Sie da waren' },
  preheader: {
    en: 'What goes with what you looked at.',
    de: 'Was zu dem passt, was Sie sich angesehen haben.',
  },
  pushTitle: { en: 'Good to see you', de: 'Schön, dass Sie da waren' },
  short: {
    en: 'Good to see you at {{store|our store}}. A few things you may like {{link}} {{associate|}} {{opt_out}}',
    de: 'Schön, dass Sie da waren: {{store|im Laden}}. Ein paar Dinge für Sie {{link}} {{associate|}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, this is {{associate}} of {{store}}. It was good to see you. Here are a few things you may like: {{link}} Reply here with any question, or STOP for no more messages.',
    de: 'Hallo {{first_name}}, hier ist {{associate}}, {{store}}. Schön, dass Sie da waren. Hier sind ein paar Dinge für Sie: {{link}} Antworten Sie hier bei Fragen, oder STOP, um nichts mehr zu bekommen.',
  },
  parameters: {
    ...toPerson,
    associate: '{{associate|the team}}',
    store: '{{store|our store}}',
    link: '{{link}}',
  },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, it was good to see you at {{store|our store}}. I have put together what goes with it.',
        de: 'Guten Tag {{first_name|}}, schön, dass Sie da waren: {{store|bei uns im Laden}}. Ich habe zusammengestellt, was dazu passt.',
      },
    },
    {
      key: 'goes_with',
      type: 'products',
      source: { from: 'row', row: 'complete_the_look', about: 'given' },
      limit: 3,
      otherwise: 'leave_out',
    },
    {
      key: 'picks',
      type: 'products',
      source: { from: 'row', row: 'for_you' },
      limit: 3,
      otherwise: 'refuse',
    },
    {
      key: 'signed',
      type: 'text',
      text: {
        en: 'Write back any time. {{associate|Your team}}, {{store|our store}}',
        de: 'Antworten Sie gern. {{associate|Ihr Team}}, {{store|unser Laden}}',
      },
    },
    { key: 'look', type: 'button', label: { en: 'Have a look', de: 'Ansehen' }, target: { to: 'product' } },
  ],
})
