import { message, toPerson } from './message.ts'

export const postPurchaseCare = message({
  name: 'post_purchase_care',
  title: 'Care after a purchase',
  subject: {
    en: 'Looking after {{order.item|your order}}',
    de: 'Gut gepflegt: {{order.item|Ihre Bestellung}}',
  },
  preheader: { en: 'So that it lasts.', de: 'Damit es lange hält.' },
  pushTitle: { en: 'So that it lasts', de: 'Damit es lange hält' },
  short: {
    en: 'How to look after {{order.item|your order}}, so that it lasts {{link}} {{opt_out}}',
    de: 'So hält es lange: {{order.item|Ihre Bestellung}} {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, we hope {{item}} arrived well. Here is how to look after it: {{link}} If anything is not right, reply here. STOP for no more messages.',
    de: 'Hallo {{first_name}}, wir hoffen, alles kam gut an: {{item}}. Hier steht, wie es lange hält: {{link}} Stimmt etwas nicht, antworten Sie hier. STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, item: '{{order.item|your order}}', link: '{{link}}' },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, we hope {{order.item|your order}} arrived well.',
        de: 'Guten Tag {{first_name|}}, wir hoffen, dass alles gut ankam: {{order.item|Ihre Bestellung}}.',
      },
    },
    {
      key: 'care',
      type: 'text',
      text: {
        en: 'To keep it for long: {{care|read the label before the first wash or use, and keep it dry when it rests.}}',
        de: 'Damit es lange hält: {{care|vor dem ersten Waschen oder Gebrauch das Etikett lesen und trocken lagern.}}',
      },
    },
    { key: 'others', type: 'review', channels: ['email', 'web'] },
    {
      key: 'styling',
      type: 'products',
      channels: ['email', 'web'],
      source: { from: 'row', row: 'complete_the_look', about: 'given' },
      limit: 2,
      otherwise: 'leave_out',
    },
    {
      key: 'help',
      type: 'text',
      text: {
        en: 'Does something not fit, or not work? Write back: a question is quicker than a parcel.',
        de: 'Passt oder geht etwas nicht? Schreiben Sie uns: Fragen ist schneller als zurückschicken.',
      },
    },
    {
      key: 'page',
      type: 'button',
      label: { en: 'To the product', de: 'Zum Produkt' },
      target: { to: 'product' },
    },
  ],
})
