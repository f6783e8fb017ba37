import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isExplicitNo, isExplicitYes } from '#domain/conversations/index.ts'
import { projectRoot } from '#store/index.ts'
import { accentInk, onAccent } from '../../web-widget/accent.ts'
import { launcherTexts } from '../../web-widget/launcher-texts.ts'
import { texts as english } from '../../web-widget/texts/en.ts'
import { fill, loadTexts, type Texts } from '../../web-widget/texts.ts'
import { parseMarkdown } from '../../web-widget/view/markdown.ts'
import { formatDate, formatMoney, safeUrl } from '../../web-widget/view/ui.ts'
import { scripts } from '../support/widget-story.ts'

const languages = readdirSync(join(projectRoot, 'web-widget/texts')).map((file) => file.slice(0, 2))
const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort()
const keys = Object.keys(english).filter((key): key is keyof Texts => key in english)

test('every language says everything, with the same blanks to fill', async () => {
  expect(languages.sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'it', 'nl', 'pt'])
  for (const language of languages) {
    const texts = await loadTexts(`${language}-XX`)
    for (const key of keys) {
      expect(texts[key], `${language} ${key}`).not.toBe('')
      expect(blanks(texts[key]), `${language} ${key}`).toEqual(blanks(english[key]))
    }
    if (language !== 'en') expect(launcherTexts(language, 'X').name).not.toBe(launcherTexts('en', 'X').name)
  }
  expect(await loadTexts('fi')).toBe(english)
})

test('the words that the yes and no buttons send are a yes and a no to the house', async () => {
  for (const language of languages) {
    const texts = await loadTexts(language)
    expect(isExplicitYes(texts.yes), `${language}: ${texts.yes}`).toBe(true)
    expect(isExplicitNo(texts.no), `${language}: ${texts.no}`).toBe(true)
  }
})

test('a blank without a value stays as it is, and a value is never read as a blank again', () => {
  expect(fill('{a} and {b}', { a: '{b}' })).toBe('{b} and {b}')
})

const flat = (text: string) =>
  parseMarkdown(text).flatMap((block) => (block.kind === 'list' ? block.items : block.lines).flat())

test('bold, lists and links to the web become what they are; nothing else does', () => {
  expect(parseMarkdown('Hi **you**\nthere\n\n- a\n- b\n\n2. c')).toEqual([
    {
      kind: 'paragraph',
      lines: [
        [
          { kind: 'text', text: 'Hi ' },
          { kind: 'bold', text: 'you' },
        ],
        [{ kind: 'text', text: 'there' }],
      ],
    },
    { kind: 'list', start: null, items: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }]] },
    { kind: 'list', start: 2, items: [[{ kind: 'text', text: 'c' }]] },
  ])
  expect(flat('see [this](https://a.example/b) or https://c.example/d.')).toEqual([
    { kind: 'text', text: 'see ' },
    { kind: 'link', text: 'this', url: 'https://a.example/b' },
    { kind: 'text', text: ' or ' },
    { kind: 'link', text: 'https://c.example/d', url: 'https://c.example/d' },
    { kind: 'text', text: '.' },
  ])
})

test('no text makes a link that is not http or https', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom(...scripts),
    fc.string().map((text) => `[x](${text})`),
  )
  fc.assert(
    fc.property(fc.array(hostile), (lines) => {
      for (const part of flat(lines.join('\n')))
        if (part.kind === 'link') expect(part.url).toMatch(/^https?:\/\//i)
    }),
  )
})

test('an address is shown only if it is http or https', () => {
  const base = 'https://shop.example/a/'
  expect(safeUrl('b.png', base)).toBe('https://shop.example/a/b.png')
  for (const url of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'blob:x',
    'http://',
    '',
    null,
  ])
    expect(safeUrl(url, base), String(url)).toBeNull()
})

test('money has the digits of its currency, in the words of the locale', () => {
  expect(formatMoney({ amount: 12900, currency: 'USD' }, 'en-US')).toBe('$129.00')
  expect(formatMoney({ amount: 12900, currency: 'JPY' }, 'en-US')).toBe('¥12,900')
  expect(formatMoney({ amount: 12900, currency: 'EUR' }, 'de-DE')).toBe('129,00\u00a0€')
  expect(formatMoney({ amount: 12900, currency: 'no such' }, 'en-US')).toBe('129.00')
})

test('a date without a time is that day in every zone; nonsense is nothing', () => {
  expect(formatDate('2026-11-21', 'en-US', { day: 'numeric', month: 'long' })).toBe('November 21')
  expect(formatDate('soon', 'en-US', {})).toBe('')
})

/** WCAG 2.2 contrast, written again from the definition, so that the test does not believe the code. */
function contrast(one: number[], two: number[]): number {
  const [light = 0, dark = 0] = [one, two]
    .map((rgb) => {
      const [r = 0, g = 0, b = 0] = rgb.map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    })
    .sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

test('whatever accent a shop chooses, text on it and text in it can be read (AA)', () => {
  const channel = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (rgb) => {
      const hex = `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`
      const on = onAccent(hex) === '#fff' ? [255, 255, 255] : [0, 0, 0]
      expect(contrast(rgb, on)).toBeGreaterThanOrEqual(4.5)
      const ink = (scheme: 'light' | 'dark') => (accentInk(hex, scheme).match(/\d+/g) ?? []).map(Number)
      expect(contrast(ink('light'), [244, 241, 236])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(ink('dark'), [43, 40, 36])).toBeGreaterThanOrEqual(4.5)
    }),
    { numRuns: 500 },
  )
})
