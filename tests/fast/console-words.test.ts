import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Block, parseText } from '#staff-console/conversations/markdown.ts'
import { safeHref } from '#staff-console/conversations/safe-href.ts'
import { timeAgo, waitingTime } from '#staff-console/look/time.ts'
import { initials } from '#staff-console/shell/initials.ts'

const inlinesOf = (block: Block) => (block.kind === 'list' ? block.items.flat() : block.inlines)

describe('the text of a message', () => {
  test('links lead to the web and nowhere else, whatever was written', () => {
    const nasty = fc.constantFrom(
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a.example/b',
      'http://c.example',
    )
    const wrap = fc.constantFrom(
      (url: string) => `[press](${url})`,
      (url: string) => `see ${url}.`,
    )
    fc.assert(
      fc.property(fc.string(), nasty, wrap, fc.string(), (before, url, put, after) => {
        for (const inline of parseText(before + put(url) + after).flatMap(inlinesOf)) {
          if (inline.kind === 'link') expect(inline.href).toMatch(/^https?:\/\//)
        }
      }),
    )
  })

  test('plain words come out as they went in', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z<>&"'=/ ]{1,60}$/), (line) => {
        const text = parseText(line)
          .flatMap(inlinesOf)
          .map((inline) => inline.text)
          .join('')
        expect(text.trim()).toBe(line.trim())
      }),
    )
  })

  test('bold, lists and links are understood', () => {
    expect(parseText('**Two** things:\n- one\n- [two](https://shop.example/b)')).toEqual([
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'bold', text: 'Two' },
          { kind: 'text', text: ' things:' },
        ],
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          [{ kind: 'text', text: 'one' }],
          [{ kind: 'link', text: 'two', href: 'https://shop.example/b' }],
        ],
      },
    ])
  })

  test('the full stop after an address is not part of it', () => {
    const [block] = parseText('See https://shop.example/returns.')
    expect(block && inlinesOf(block)[1]).toMatchObject({ href: 'https://shop.example/returns' })
  })
})

test('an address in a card is the web’s or a path of this site', () => {
  expect(safeHref('https://shop.example/p')).toBe('https://shop.example/p')
  expect(safeHref('/products/a')).toBe('/products/a')
  for (const bad of [
    'javascript:alert(1)',
    '//evil.example',
    'data:text/html,x',
    ' https://x.example',
    null,
  ]) {
    expect(safeHref(bad)).toBeNull()
  }
})

describe('times', () => {
  const now = new Date('2026-11-20T12:00:00Z')
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString()

  test('a waiting time ticks in seconds, then reads in hours and days', () => {
    const times = [0, 42, 605, 3600, 5400, 2 * 86_400].map((seconds) => waitingTime(ago(seconds), now))
    expect(times).toEqual(['0:00', '0:42', '10:05', '1 h 0 min', '1 h 30 min', '2 days'])
  })

  test('a clock that runs ahead never shows a negative wait', () => {
    expect(waitingTime(ago(-30), now)).toBe('0:00')
  })

  test('a moment ago is now; after a week the date is shown', () => {
    expect(timeAgo(ago(20), now)).toBe('now')
    expect(timeAgo(ago(300), now)).toMatch(/^5 min/)
    expect(timeAgo(ago(8 * 86_400), now)).toMatch(/2026/)
  })
})

test('a name is stood for by one or two letters', () => {
  expect(['Mia', 'Mia van Berg', '  ', 'élodie durand'].map(initials)).toEqual(['M', 'MB', '', 'ÉD'])
})
