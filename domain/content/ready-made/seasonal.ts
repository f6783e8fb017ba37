import { message, toPerson } from './message.ts'

export const seasonal = message({
  name: 'seasonal',
  title: 'Seasonal picks',
  subject: {
    en: '{{season|This season}}: a few picks for you',
    de: '{{season|Die Saison}}: eine Auswahl für Sie',
  },
  preheader: { en: 'Chosen for where you live.', de: 'Ausgesucht für dort, wo Sie leben.' },
  pushTitle: { en: '{{season|A new season}}', de: '{{season|Neue Saison}}' },
  short: {
    en: '{{season|The season}}: a few picks for you {{link}} {{opt_out}}',
    de: '{{season|Die Saison}}: eine Auswahl für Sie {{link}} {{opt_out}}',
  },
  target: { to: 'product' },
  whatsapp: {
    en: 'Hello {{first_name}}, here are a few picks for {{season}}: {{link}} Reply STOP for no more messages.',
    de: 'Hallo {{first_name}}, eine kleine Auswahl für Sie ({{season}}): {{link}} Antworten Sie STOP, um nichts mehr zu bekommen.',
  },
  parameters: { ...toPerson, season: '{{season|the season}}', link: '{{link}}' },
  modules: [
    {
      key: 'intro',
      type: 'text',
      text: {
        en: 'Hello {{first_name|there}}, {{season|the season}} is near where you live. These are useful then, and you do not have them from us yet.',
        de: 'Guten Tag {{first_name|}}, bei Ihnen steht bevor: {{season|die Saison}}. Das hier ist dann nützlich, und Sie haben es noch nicht von uns.',
      },
    },
    {
      key: 'season',
      type: 'products',
      source: { from: 'given' },
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
    { key: 'look', type: 'button', label: { en: 'Have a look', de: 'Ansehen' }, target: { to: 'product' } },
  ],
})
