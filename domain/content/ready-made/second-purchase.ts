import { message, toPerson } from './message.ts'

export const secondPurchase = message({
  name: 'second_purchase',
  title: 'Second purchase: what goes with the first',
  subject: {
    en: 'Picked to go with your first order',
    de: 'Ausgesucht zu Ihrer ersten Bestellung',
  },
  preheader: {
    en: 'A few things that go with {{order.item|what you chose}}.',
    de: 'Ein paar Dinge, die dazu passen: {{order.item|zu Ihrer Wahl}}.',
  },
  pushTitle: { en: 'Goes well with your order', de: 'Passt zu Ihrer Bestellung' },
  short: {
    en: 'A few things that go well with your first order {{link}} {{offer.title|}} {{offer.code|}} {{opt_out}}',
    de: 'Ein paar Dinge, die zu Ihrer ersten Bestellung passen {{link}} {{offer.title|}} {{offer.code|}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, we hope your first order feels right. Here is what goes well with it: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, wir hoffen, Ihre erste Bestellung gefällt. Das hier passt gut dazu: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, link: '{{link}}' },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, we hope {{order.item|your first order}} feels right. These go well with it.',
        de: 'Guten Tag {{first_name|}}, wir hoffen, dass alles gefällt: {{order.item|Ihre erste Bestellung}}. Das hier passt gut dazu.',
      },
    },
    {
      key: 'goes_with',
      type: 'products',
      source: { from: 'row', row: 'complete_the_look', about: 'order' },
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
      key: 'thanks',
      type: 'offer',
      text: {
        en: 'A small thank-you: {{offer.title}}. Your code is {{offer.code}}, good until {{offer.until}}.',
        de: 'Ein kleines Dankeschön: {{offer.title}}. Ihr Code ist {{offer.code}}, gültig bis {{offer.until}}.',
      },
    },
    { key: 'look', type: 'button', label: { en: 'Have a look', de: 'Ansehen' }, target: { to: 'product' } },
  ],
})
