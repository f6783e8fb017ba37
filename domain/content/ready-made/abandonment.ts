import { message, toPerson, toProduct } from './message.ts'

const product = {
  key: 'left',
  type: 'products' as const,
  source: { from: 'given' as const },
  limit: 3,
  otherwise: 'refuse' as const,
}

export const abandonedBrowse = message({
  name: 'abandoned_browse',
  title: 'Abandoned: looking',
  subject: { en: 'You looked at {{product.title}}', de: 'Sie haben sich {{product.title}} angesehen' },
  preheader: { en: 'Here it is again, with things like it.', de: 'Hier ist es noch einmal, mit Ähnlichem.' },
  pushTitle: { en: 'Still looking?', de: 'Noch auf der Suche?' },
  short: {
    en: 'You looked at {{product.title}}. Here it is again, with things like it {{link}} {{opt_out}}',
    de: 'Sie haben sich {{product.title}} angesehen. Hier ist es noch einmal, mit Ähnlichem {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, you looked at {{product}}. Here it is again, and we are here for questions: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, Sie haben sich {{product}} angesehen. Hier ist es noch einmal, und für Fragen sind wir da: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, ...toProduct },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, in case you want another look at {{product.title}}: here it is.',
        de: 'Guten Tag {{first_name|}}, falls Sie noch einmal hinsehen möchten: {{product.title}}.',
      },
    },
    product,
    {
      key: 'alike',
      type: 'products',
      channels: ['email', 'web'],
      source: { from: 'row', row: 'similar', about: 'given' },
      limit: 3,
      otherwise: 'leave_out',
    },
    { key: 'review', type: 'review', channels: ['email', 'web'] },
    {
      key: 'see',
      type: 'button',
      label: { en: 'Look again', de: 'Noch einmal ansehen' },
      target: { to: 'product' },
    },
  ],
})

export const abandonedCart = message({
  name: 'abandoned_cart',
  title: 'Abandoned: with a cart',
  subject: { en: 'Your cart is still here', de: 'Ihr Warenkorb ist noch da' },
  preheader: {
    en: '{{product.title}} and the rest of it.',
    de: '{{product.title}} und was sonst darin liegt.',
  },
  pushTitle: { en: 'Your cart is still here', de: 'Ihr Warenkorb ist noch da' },
  short: {
    en: '{{product.title}} is still in your cart, at {{product.price}} {{link}} {{opt_out}}',
    de: '{{product.title}} liegt noch in Ihrem Warenkorb, für {{product.price}} {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, {{product}} is still in your cart. You can go on where you were: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, {{product}} liegt noch in Ihrem Warenkorb. Hier geht es weiter: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, ...toProduct },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, this is what is still in your cart, at the prices of today.',
        de: 'Guten Tag {{first_name|}}, das liegt noch in Ihrem Warenkorb, zu den Preisen von heute.',
      },
    },
    product,
    { key: 'on', type: 'button', label: { en: 'Go on', de: 'Weitermachen' }, target: { to: 'product' } },
    {
      key: 'help',
      type: 'text',
      text: {
        en: 'Unsure about size, delivery or anything else? Write back and we help.',
        de: 'Unsicher bei Größe, Lieferung oder sonst etwas? Schreiben Sie uns, wir helfen.',
      },
    },
  ],
})

export const abandonedCheckout = message({
  name: 'abandoned_checkout',
  title: 'Abandoned: at the till',
  subject: { en: 'Your order is not finished yet', de: 'Ihre Bestellung ist noch nicht fertig' },
  preheader: { en: 'Did something go wrong? We can help.', de: 'Ging etwas schief? Wir können helfen.' },
  pushTitle: { en: 'Not finished yet', de: 'Noch nicht fertig' },
  short: {
    en: 'Your order with {{product.title}} is not finished. Did something go wrong? {{link}} {{opt_out}}',
    de: 'Ihre Bestellung mit {{product.title}} ist noch nicht fertig. Ging etwas schief? {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, your order with {{product}} is not finished yet. If something went wrong at the till, tell us here. To go on: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, Ihre Bestellung mit {{product}} ist noch nicht fertig. Ging an der Kasse etwas schief, sagen Sie es uns hier. Weiter geht es so: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, ...toProduct },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, you were almost done. If something went wrong at the till, write back and we put it right.',
        de: 'Guten Tag {{first_name|}}, Sie waren fast fertig. Ging an der Kasse etwas schief, schreiben Sie uns, und wir bringen es in Ordnung.',
      },
    },
    product,
    {
      key: 'on',
      type: 'button',
      label: { en: 'Finish the order', de: 'Bestellung abschließen' },
      target: { to: 'product' },
    },
  ],
})

export const abandonedAgain = message({
  name: 'abandoned_again',
  title: 'Abandoned: a last word, with an offer',
  subject: { en: '{{offer.title}} for {{product.title}}', de: '{{offer.title}} für {{product.title}}' },
  preheader: { en: 'Good until {{offer.until}}.', de: 'Gültig bis {{offer.until}}.' },
  pushTitle: { en: 'For what you left', de: 'Für das, was liegen blieb' },
  short: {
    en: '{{product.title}}: {{offer.title}} with {{offer.code}} until {{offer.until}} {{link}} {{opt_out}}',
    de: '{{product.title}}: {{offer.title}} mit {{offer.code}} bis {{offer.until}} {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, for {{product}} you have this: {{offer}} with the code {{code}} until {{until}}. Here it is: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, für {{product}} haben Sie dies: {{offer}} mit dem Code {{code}} bis {{until}}. Hier ist es: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: {
    ...toPerson,
    ...toProduct,
    offer: '{{offer.title}}',
    code: '{{offer.code}}',
    until: '{{offer.until}}',
  },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, in case it helps you to decide about {{product.title}}:',
        de: 'Guten Tag {{first_name|}}, falls es bei der Entscheidung hilft ({{product.title}}):',
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
    product,
    { key: 'see', type: 'button', label: { en: 'Go on', de: 'Weitermachen' }, target: { to: 'product' } },
  ],
})
