import { message, toPerson, toProduct } from './message.ts'

export const backInStock = message({
  name: 'back_in_stock',
  title: 'Back in stock',
  subject: { en: '{{product.title}} is back', de: 'Wieder da: {{product.title}}' },
  preheader: { en: 'You were waiting for it.', de: 'Darauf haben Sie gewartet.' },
  pushTitle: { en: 'Back in stock', de: 'Wieder da' },
  short: {
    en: '{{product.title}} is back in stock, at {{product.price}} {{link}} {{opt_out}}',
    de: '{{product.title}} ist wieder da, für {{product.price}} {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, {{product}} is back in stock. Here it is: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, {{product}} ist wieder da. Hier ist es: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, ...toProduct },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, {{product.title}} is back in stock.',
        de: 'Guten Tag {{first_name|}}, {{product.title}} ist wieder da.',
      },
    },
    {
      key: 'product',
      type: 'products',
      source: { from: 'trigger_product' },
      limit: 1,
      otherwise: 'refuse',
    },
    { key: 'see', type: 'button', label: { en: 'See it', de: 'Ansehen' }, target: { to: 'product' } },
    {
      key: 'look',
      type: 'products',
      channels: ['email', 'web'],
      source: { from: 'row', row: 'complete_the_look', about: 'given' },
      limit: 3,
      otherwise: 'leave_out',
    },
  ],
})
