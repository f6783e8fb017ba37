import { message, toPerson, toProduct } from './message.ts'

export const priceDrop = message({
  name: 'price_drop',
  title: 'Price drop on the wishlist',
  subject: {
    en: '{{product.title}} now costs {{product.price}}',
    de: '{{product.title}} kostet jetzt {{product.price}}',
  },
  preheader: {
    en: 'Less than at any time in the last thirty days.',
    de: 'Weniger als je in den letzten dreißig Tagen.',
  },
  pushTitle: { en: 'The price has fallen', de: 'Der Preis ist gesunken' },
  short: {
    en: '{{product.title}}, which you wished for, now costs {{product.price}} {{link}} {{offer.title|}} {{offer.code|}} {{opt_out}}',
    de: '{{product.title}}, das Sie sich wünschten, kostet jetzt {{product.price}} {{link}} {{offer.title|}} {{offer.code|}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, {{product}}, which you wished for, now costs {{price}}. Here it is: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, {{product}}, das Sie sich wünschten, kostet jetzt {{price}}. Hier ist es: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, ...toProduct, price: '{{product.price}}' },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, something you wished for costs less than at any time in the last thirty days: {{product.title}}, now {{product.price}}.',
        de: 'Guten Tag {{first_name|}}, etwas, das Sie sich wünschten, kostet weniger als je in den letzten dreißig Tagen: {{product.title}}, jetzt {{product.price}}.',
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
      key: 'more',
      type: 'offer',
      text: {
        en: 'And for you: {{offer.title}}. Your code is {{offer.code}}, good until {{offer.until}}.',
        de: 'Und für Sie: {{offer.title}}. Ihr Code ist {{offer.code}}, gültig bis {{offer.until}}.',
      },
    },
    { key: 'see', type: 'button', label: { en: 'See it', de: 'Ansehen' }, target: { to: 'product' } },
  ],
})
