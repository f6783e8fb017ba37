import { describe, expect, test } from 'vitest'
import { type ContentTemplateInput, contentTemplateInput, type Finding } from '#contract/content-templates.ts'
import type { Template } from '#contract/templates.ts'
import { checkedContent, defaultContentRules, type LintContext, lintContent } from '#domain/content/index.ts'

const approved: Template = {
  templateId: 'tpl_1',
  name: 'we_miss_you',
  channel: 'whatsapp',
  language: 'en',
  category: 'marketing',
  body: 'Hello {{first_name}}, we have kept something for you. Reply STOP for no more messages.',
  parameters: ['first_name'],
  status: 'approved',
  statusNote: null,
  references: {},
  updatedAt: '2026-11-20T12:00:00Z',
}

const context: LintContext = {
  shopName: 'Ridgeline',
  postalAddress: 'Ridgeline, 1 Main Street, Boulder',
  locale: 'en-US',
  accentColor: '#1f5f5b',
  smsMaxSegments: 3,
  whatsappTemplates: [approved],
  rules: defaultContentRules,
  deadPages: new Set(['/gone']),
  shared: new Map(),
}

/** A win-back message with nothing wrong in it. */
const sound: ContentTemplateInput = contentTemplateInput.parse({
  name: 'win_back',
  title: 'Win-back',
  purpose: 'marketing',
  languages: ['en'],
  channels: ['email', 'sms', 'whatsapp', 'push', 'web'],
  subject: { en: 'Something for you, {{first_name|friend}}' },
  pushTitle: { en: 'We kept something' },
  short: { en: '{{shop}}: we kept something for you. {{link}} {{opt_out}}' },
  target: { to: 'page', path: '/new' },
  whatsapp: { template: 'we_miss_you', parameters: { first_name: '{{first_name|friend}}' } },
  modules: [
    { type: 'heading', key: 'head', text: { en: 'Welcome back' } },
    { type: 'text', key: 'intro', text: { en: 'Hello {{first_name|there}}, these are new.' } },
    { type: 'products', key: 'picks', source: { from: 'row', row: 'for_you' } },
    { type: 'button', key: 'go', label: { en: 'See all' }, target: { to: 'page', path: '/new' } },
  ],
})

const text = (en: string): Partial<ContentTemplateInput> => ({
  modules: [{ type: 'text', key: 'intro', text: { en } }],
})
const lint = (change: Partial<ContentTemplateInput>, shop: Partial<LintContext> = {}): Finding[] =>
  lintContent({ ...sound, ...change }, { ...context, ...shop })
const told = (findings: Finding[]) => findings.map(({ level, rule, path }) => `${level} ${rule} ${path}`)

describe('the lint of a message', () => {
  test('has nothing to say of a sound one', () => {
    expect(lint({})).toEqual([])
  })

  const cases: [string, Partial<ContentTemplateInput>, string, Partial<LintContext>?][] = [
    ['a field that is none', text('Hello {{frist_name|you}}'), 'error unknown_field modules.intro.text.en'],
    [
      'no words for who has no name',
      text('Hello {{first_name}}'),
      'error missing_parameter modules.intro.text.en',
    ],
    [
      'what only its sender can give',
      text('See you in {{store}}'),
      'warning missing_parameter modules.intro.text.en',
    ],
    ['a forbidden claim', text('Risk-free fun'), 'error forbidden_claim modules.intro.text.en'],
    ['a price in words', text('Now only $19.99'), 'error price_in_words modules.intro.text.en'],
    ['a price behind its number', text('Nur 19,99 €'), 'error price_in_words modules.intro.text.en'],
    ['a share in words', text('Take 20% off'), 'warning price_in_words modules.intro.text.en'],
    ['shouting', text('HURRY UP NOW, GREAT DEALS'), 'warning shouting modules.intro.text.en'],
    ['a language that is missing', { languages: ['en', 'de'] }, 'error missing_wording subject.de'],
    ['an SMS without its line', { short: undefined }, 'error empty short'],
    ['no way out of an SMS', { short: { en: '{{shop}}: new things' } }, 'error opt_out_line short.en'],
    ['an SMS from nobody', { short: { en: 'New things. {{opt_out}}' } }, 'warning sender_identity short.en'],
    [
      'an SMS that is a letter',
      { short: { en: `{{shop}} ${'word '.repeat(120)} {{opt_out}}` } },
      'error segments sms.en',
    ],
    ['an e-mail without a subject', { subject: undefined }, 'error empty subject'],
    ['an e-mail from nowhere', {}, 'error postal_address channels', { postalAddress: ' ' }],
    ['a WhatsApp message without template', { whatsapp: undefined }, 'error whatsapp_template whatsapp'],
    [
      'a WhatsApp template that is not there',
      { whatsapp: { template: 'nobody', parameters: {} } },
      'error whatsapp_template whatsapp.template',
    ],
    [
      'a WhatsApp template that is not approved',
      {},
      'error whatsapp_not_approved whatsapp.template',
      { whatsappTemplates: [{ ...approved, status: 'paused' }] },
    ],
    [
      'a parameter that is not filled',
      {},
      'error missing_parameter whatsapp.parameters.colour',
      { whatsappTemplates: [{ ...approved, parameters: ['first_name', 'colour'] }] },
    ],
    [
      'a parameter too many',
      { whatsapp: { template: 'we_miss_you', parameters: { first_name: 'you', colour: 'red' } } },
      'error missing_parameter whatsapp.parameters.colour',
    ],
    [
      'a picture that says nothing',
      {
        modules: [
          { type: 'text', key: 'words', text: { en: 'Look' } },
          { type: 'picture', key: 'pic', source: { from: 'url', url: '/a.jpg' } },
        ],
      },
      'error alt_text modules.pic.alt',
    ],
    [
      'colours that do not read',
      {
        modules: [
          { type: 'text', key: 'pale', text: { en: 'Look' }, colours: { ink: '#aaaaaa', ground: '#ffffff' } },
        ],
      },
      'error contrast modules.pale.colours',
    ],
    [
      'a countdown without words',
      {
        modules: [
          { type: 'text', key: 'words', text: { en: 'Look' } },
          { type: 'countdown', key: 'clock', until: 'offer' },
        ],
      },
      'error open_time_fallback modules.clock.fallback',
    ],
    ['a page that is gone', { target: { to: 'page', path: '/gone', app: true } }, 'error dead_link target'],
    [
      'an offer outside its module',
      text('Take {{offer.value}} off'),
      'warning offer_module modules.intro.text.en',
    ],
    [
      'a module that appears nowhere',
      {
        channels: ['email'],
        modules: [...(text('Look').modules ?? []), { type: 'divider', key: 'line', channels: ['web'] }],
      },
      'warning nowhere modules.line',
    ],
  ]
  test.each(cases)('finds %s', (_name, change, finding, shop) => {
    expect(told(lint(change, shop))).toContain(finding)
  })

  test('a template of the provider’s category utility sells nothing', () => {
    const utility = { whatsappTemplates: [{ ...approved, category: 'utility' as const }] }
    expect(told(lint({}, utility))).toContain('error whatsapp_template whatsapp.template')
    expect(lint({ purpose: 'service' }, utility)).toEqual([])
  })
})

describe('what cannot be stored', () => {
  const faultOf = (change: object): string => {
    try {
      checkedContent({ ...sound, ...change })
      return 'stored'
    } catch (error) {
      return error instanceof Error && 'errors' in error ? JSON.stringify(error.errors) : String(error)
    }
  }

  test('a loop written into a text is refused in plain words', () => {
    expect(faultOf(text('{{#each cart}}{{product.title}}{{/each}}'))).toContain('texts hold no loops')
    expect(faultOf(text('{% for item in cart %}'))).toContain('texts hold no loops')
  })
  test.each([
    ['half a place', text('Hello {{first_name')],
    ['another language of templates', text('Hello <%= name %>')],
    ['a megabyte of text', text('x'.repeat(1_000_000))],
    ['a script as address', { target: { to: 'url', url: 'javascript:alert(1)' } }],
    ['two modules of one key', { modules: [...sound.modules, ...sound.modules] }],
    [
      'variants of more than everybody',
      {
        variants: [
          { name: 'a', share: 60 },
          { name: 'b', share: 60 },
        ],
      },
    ],
    [
      'a variant of a module that is not there',
      { variants: [{ name: 'a', share: 5, texts: { nothing: { en: 'x' } } }] },
    ],
    ['a field nobody knows', { colour: 'red' }],
    ['no language', { languages: [] }],
    ['a language named like a trap', { subject: { __proto__x: 'Hello' } }],
  ])('%s is refused with its path', (_name, change) => {
    expect(faultOf(change)).toMatch(/^\[\{"path"/)
  })
})
