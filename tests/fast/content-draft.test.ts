import { describe, expect, test } from 'vitest'
import { type ContentDraftRequest, draftContent } from '#agent/index.ts'
import { defaultContentRules, lintText } from '#domain/content/index.ts'
import { defaultSettings } from '#domain/settings/index.ts'
import { HostileModel } from '../support/hostile-model.ts'

const context = {
  shopName: 'Ridgeline',
  postalAddress: 'Boulder',
  locale: 'en-US',
  accentColor: '#1f5f5b',
  smsMaxSegments: 3,
  whatsappTemplates: [],
  rules: defaultContentRules,
  deadPages: new Set<string>(),
  shared: new Map(),
}
const request: ContentDraftRequest = {
  kind: 'copy',
  template: null,
  product: null,
  brief: 'A warm word to people who have not been here for a while',
  language: 'en',
  settings: defaultSettings,
  context,
  now: new Date('2026-11-20T12:00:00Z'),
}
const quiet = { info: () => {}, warn: () => {} }
const drafted = (say: string, more: Partial<ContentDraftRequest> = {}) =>
  draftContent({ model: new HostileModel(() => ({ say })), tools: [], log: quiet }, { ...request, ...more })

describe('a draft of words', () => {
  test('is not offered where there is no model', async () => {
    expect(await draftContent({ model: null, tools: [], log: quiet }, request)).toEqual({ offered: false })
  })

  test('is a suggestion with its findings', async () => {
    expect(await drafted('Hello {{first_name|there}}, it is good to see you.')).toEqual({
      offered: true,
      ok: true,
      suggestions: [{ text: 'Hello {{first_name|there}}, it is good to see you.', findings: [] }],
      withheld: 0,
    })
  })

  test.each([
    'Everything is $5 today.',
    'A guaranteed win, {{first_name|you}}.',
    'Hello {{first_name}}.',
    'Your code: {{secret_code}}',
    '{% for p in products %}',
    'See https://evil.example',
    'Hello <script>alert(1)</script>',
    'Call +49 170 1234567',
    'x'.repeat(5000),
    '',
  ])('of a hostile model is withheld: %j', async (say) => {
    expect(await drafted(say)).toMatchObject({ offered: true, ok: false })
  })

  test('of subjects is a line each, at most five, without the model’s numbering', async () => {
    const said = '1. We kept your size\n2) "New at the shop"\n- A quiet hello\n\n4. Only $9\n5. Five\n6. Six'
    expect(await drafted(said, { kind: 'subjects' })).toMatchObject({
      suggestions: [
        { text: 'We kept your size' },
        { text: 'New at the shop' },
        { text: 'A quiet hello' },
        { text: 'Five' },
      ],
      withheld: 1,
    })
  })

  test('the same rules hold for a text that a person writes', () => {
    expect(lintText('A quiet hello', 'en', context)).toEqual([])
    expect(lintText('Nur heute', 'de', context)).toMatchObject([{ rule: 'forbidden_claim' }])
  })
})
