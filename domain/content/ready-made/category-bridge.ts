import { message, toPerson } from './message.ts'

export const categoryBridge = message({
  name: 'category_bridge',
  title: 'Category bridge: from one department to the next',
  subject: {
    en: 'Beyond {{category|your first find}}',
    de: 'Was es neben {{category|Ihrer Wahl}} noch gibt',
  },
  preheader: { en: 'Chosen by what you bought.', de: 'Ausgesucht nach dem, was Sie gekauft haben.' },
  pushTitle: { en: 'Goes with what you bought', de: 'Passt zu Ihrem Kauf' },
  short: {
    en: 'Chosen by what you bought lately, from our other departments {{link}} {{opt_out}}',
    de: 'Passend zu Ihrem letzten Kauf, aus unseren anderen Abteilungen {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, you were new to {{category}} at our shop. Here is what others put with it: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, Sie waren neu bei {{category}} in unserem Laden. Das hier passt dazu: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, category: '{{category|our goods}}', link: '{{link}}' },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, you chose something from {{category|our shelves}} for the first time. These come from next door and go well with it.',
        de: 'Guten Tag {{first_name|}}, Sie haben zum ersten Mal etwas aus {{category|unseren Regalen}} gewählt. Das hier kommt von nebenan und passt dazu.',
      },
    },
    {
      key: 'bundle',
      type: 'products',
      source: { from: 'row', row: 'complete_the_look', about: 'given' },
      limit: 2,
      otherwise: 'leave_out',
    },
    {
      key: 'together',
      type: 'products',
      source: { from: 'row', row: 'bought_together', about: 'given' },
      limit: 2,
      otherwise: 'leave_out',
    },
    {
      key: 'picks',
      type: 'products',
      source: { from: 'row', row: 'for_you' },
      limit: 2,
      otherwise: 'refuse',
    },
    { key: 'look', type: 'button', label: { en: 'Have a look', de: 'Ansehen' }, target: { to: 'product' } },
  ],
})
