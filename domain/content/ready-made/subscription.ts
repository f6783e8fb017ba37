import { message, toPerson } from './message.ts'

const account = { to: 'page', path: '/account', app: true } as const
const about = { ...toPerson, subscription: '{{subscription|your subscription}}', link: '{{link}}' }

export const subscriptionRenewal = message({
  name: 'subscription_renewal',
  title: 'Subscription: a renewal comes',
  subject: {
    en: '{{subscription|Your subscription}} renews on {{renews_on}}',
    de: '{{subscription|Ihr Abo}} kommt wieder am {{renews_on}}',
  },
  preheader: {
    en: 'Change, skip or pause it until then.',
    de: 'Bis dahin können Sie es ändern, auslassen oder pausieren.',
  },
  pushTitle: { en: 'Your next delivery', de: 'Ihre nächste Lieferung' },
  short: {
    en: '{{subscription|Your subscription}} renews on {{renews_on}}. Change, skip or pause it {{link}} {{opt_out}}',
    de: '{{subscription|Ihr Abo}} kommt wieder am {{renews_on}}. Ändern, auslassen oder pausieren {{link}} {{opt_out}}',
  },
  target: account,
  whatsapp: {
    en: 'Hello {{first_name}}, {{subscription}} renews on {{day}}. You can change, skip or pause it until then: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, {{subscription}} kommt wieder am {{day}}. Bis dahin können Sie es ändern, auslassen oder pausieren: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...about, day: '{{renews_on}}' },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, {{subscription|your subscription}} renews on {{renews_on}}. There is nothing to do: it comes by itself, and nobody has to remember it.',
        de: 'Guten Tag {{first_name|}}, {{subscription|Ihr Abo}} kommt wieder am {{renews_on}}. Sie müssen nichts tun: es kommt von selbst, und niemand muss daran denken.',
      },
    },
    {
      key: 'products',
      type: 'products',
      source: { from: 'given' },
      limit: 2,
      otherwise: 'leave_out',
    },
    {
      key: 'free',
      type: 'text',
      text: {
        en: 'Until then you can change it, skip once, or let it rest.',
        de: 'Bis dahin können Sie es ändern, einmal auslassen oder ruhen lassen.',
      },
    },
    {
      key: 'offer',
      type: 'offer',
      text: {
        en: 'And because you stay with us: {{offer.title}}. Your code is {{offer.code}}, good until {{offer.until}}.',
        de: 'Und weil Sie bei uns bleiben: {{offer.title}}. Ihr Code ist {{offer.code}}, gültig bis {{offer.until}}.',
      },
    },
    {
      key: 'account',
      type: 'button',
      label: { en: 'See or change it', de: 'Ansehen oder ändern' },
      target: account,
    },
  ],
})

export const subscriptionSave = message({
  name: 'subscription_save',
  title: 'Subscription: it rests, or could not be paid',
  subject: {
    en: 'About {{subscription|your subscription}}',
    de: 'Zu Ihrem Abo: {{subscription|eine Frage}}',
  },
  preheader: {
    en: 'Another rhythm, another product, or a rest: your choice.',
    de: 'Anderer Takt, anderes Produkt oder Pause: Sie wählen.',
  },
  pushTitle: { en: 'Your subscription', de: 'Ihr Abo' },
  short: {
    en: '{{subscription|Your subscription}} is on hold. Another rhythm or product may suit you better {{link}} {{offer.title|}} {{offer.code|}} {{opt_out}}',
    de: '{{subscription|Ihr Abo}} ruht. Vielleicht passt ein anderer Takt oder ein anderes Produkt besser {{link}} {{offer.title|}} {{offer.code|}} {{opt_out}}',
  },
  target: account,
  whatsapp: {
    en: 'Hello {{first_name}}, {{subscription}} is on hold. If another rhythm or product suits you better, tell us here or change it: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, {{subscription}} ruht. Passt ein anderer Takt oder ein anderes Produkt besser, sagen Sie es uns hier oder ändern Sie es: {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: about,
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, {{subscription|your subscription}} is on hold. If that is what you want, there is nothing to do.',
        de: 'Guten Tag {{first_name|}}, {{subscription|Ihr Abo}} ruht. Wenn Sie das so möchten, müssen Sie nichts tun.',
      },
    },
    {
      key: 'ways',
      type: 'text',
      text: {
        en: 'If not: a longer rhythm, another product or a new way to pay is a matter of a minute. Or write back, and we do it with you.',
        de: 'Wenn nicht: ein längerer Takt, ein anderes Produkt oder eine neue Zahlungsart sind eine Sache von einer Minute. Oder schreiben Sie uns, dann machen wir es gemeinsam.',
      },
    },
    {
      key: 'offer',
      type: 'offer',
      text: {
        en: '{{offer.title}}, if you go on: your code is {{offer.code}}, good until {{offer.until}}.',
        de: '{{offer.title}}, wenn Sie weitermachen: Ihr Code ist {{offer.code}}, gültig bis {{offer.until}}.',
      },
    },
    {
      key: 'account',
      type: 'button',
      label: { en: 'See or change it', de: 'Ansehen oder ändern' },
      target: account,
    },
  ],
})
