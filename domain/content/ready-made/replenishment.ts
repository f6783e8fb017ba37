import { message, toPerson, toProduct } from './message.ts'

export const replenishment = message({
  name: 'replenishment',
  title: 'Replenishment: about to run out',
  subject: {
    en: 'Running low on {{product.title}}?',
    de: 'Geht {{product.title}} zur Neige?',
  },
  preheader: { en: 'Order it again with one tap.', de: 'Mit einem Tipp wieder bestellt.' },
  pushTitle: { en: 'Time for more?', de: 'Zeit für Nachschub?' },
  short: {
    en: '{{product.title}} may be running low. Order it again with one tap {{link}} {{opt_out}}',
    de: '{{product.title}} geht wohl bald zur Neige. Mit einem Tipp wieder bestellen {{link}} {{opt_out}}',
  },
  target: { to: 'reorder' },
  whatsapp: {
    en: 'Hello {{first_name}}, going by your own rhythm {{product}} may soon run low. Order it again here: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, nach Ihrem eigenen Rhythmus geht {{product}} bald zur Neige. Hier bestellen Sie es wieder: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, ...toProduct },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, going by your own rhythm, {{product.title}} may soon run low.',
        de: 'Guten Tag {{first_name|}}, nach Ihrem eigenen Rhythmus geht {{product.title}} bald zur Neige.',
      },
    },
    {
      key: 'product',
      type: 'products',
      source: { from: 'trigger_product' },
      limit: 1,
      otherwise: 'refuse',
    },
    {
      key: 'again',
      type: 'button',
      label: { en: 'Order it again', de: 'Wieder bestellen' },
      target: { to: 'reorder' },
    },
    {
      key: 'later',
      type: 'text',
      channels: ['email'],
      text: {
        en: 'Still plenty left? Then leave it for now. We only ask once until your next order.',
        de: 'Noch genug da? Dann lassen Sie es einfach. Bis zur nächsten Bestellung fragen wir nur einmal.',
      },
    },
  ],
})
