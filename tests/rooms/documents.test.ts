import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Problem } from '#contract/problem.ts'
import {
  type DocumentInput,
  documentIds,
  findDocument,
  importDocument,
  listDocuments,
  passagesAfter,
  removeDocument,
  removeSource,
} from '#knowledge/documents/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-11-20T10:00:00Z')

const returns = `---
title: "Returns and exchanges"
url: https://shop.example/returns
kind: policy
updated: 2026-03-01
---
# Returns

You may send anything back within 30 days.

## What it costs

| Kind | Cost | Time |
|---|---|---|
| Standard | $4.90 | 3-5 days |
| Express | $12.00 | 1 day |

- Keep the label
- Pack it well
  - in its own box

### Exceptions

Worn shoes stay with you.
`

describeOnBoth('documents', (open) => {
  let store: Store
  const load = (input: Partial<DocumentInput> & { text: string }) =>
    importDocument(store.db, { slug: 'returns.md', format: 'markdown', ...input }, 'test', now)
  const passages = async () => (await passagesAfter(store.db, 0)).flatMap((document) => document.passages)
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())
  beforeEach(async () => {
    await sql`truncate documents, passages`.execute(store.db)
  })

  test('a document is cut under its headings, tables and lists kept readable', async () => {
    const { documentId } = await load({ text: returns })
    expect(await listDocuments(store.db, now)).toEqual([
      {
        documentId,
        title: 'Returns and exchanges',
        url: 'https://shop.example/returns',
        passages: 3,
        updatedAt: '2026-03-01T00:00:00.000Z',
        countries: [],
        version: null,
        validFrom: null,
        validUntil: null,
        standing: 'current',
      },
    ])
    expect((await passages()).map(({ section, text }) => [section, text])).toEqual([
      ['Returns', 'You may send anything back within 30 days.'],
      [
        'Returns > What it costs',
        'Standard: Cost $4.90; Time 3-5 days\nExpress: Cost $12.00; Time 1 day\n\n- Keep the label\n- Pack it well\n  - in its own box',
      ],
      ['Returns > What it costs > Exceptions', 'Worn shoes stay with you.'],
    ])
  })

  test('the same text twice writes nothing; a changed one replaces its passages', async () => {
    const first = await load({ text: returns })
    expect(first.changed).toBe(true)
    const rev = (await passagesAfter(store.db, 0))[0]?.rev ?? 0
    expect(await load({ text: returns })).toEqual({ ...first, changed: false })
    expect(await passagesAfter(store.db, rev)).toEqual([])
    const second = await load({ text: '# Returns\n\nWithin 14 days.' })
    expect(second).toMatchObject({ documentId: first.documentId, changed: true, passages: 1 })
    expect((await passages()).map(({ text }) => text)).toEqual(['Within 14 days.'])
  })

  test('an HTML page is read without its furniture, and a long section is cut at sentences', async () => {
    const sentences = [...Array(40).keys()].map((n) => `This is sentence number ${n} of a long page.`)
    await load({
      slug: 'https://shop.example/help/delivery.html',
      format: 'html',
      text: `<html><head><title>Shop</title><style>p{}</style></head><body><nav>Home Cart</nav>
        <main><h1>Delivery</h1><p>${sentences.join(' ')}</p></main><footer>Imprint</footer></body></html>`,
    })
    const [document] = await passagesAfter(store.db, 0)
    expect(document?.title).toBe('Delivery')
    const counts = (document?.passages ?? []).map(({ text }) => text.split(/\s+/).length)
    expect(counts.length).toBeGreaterThan(2)
    expect(Math.max(...counts)).toBeLessThanOrEqual(150)
    const whole = (document?.passages ?? []).map(({ text }) => text).join(' ')
    expect(whole).toBe(sentences.join(' '))
    expect(whole).not.toMatch(/Imprint|Cart/)
  })

  test('no word of a Markdown document is lost, and no passage is far too long', async () => {
    const words = fc.array(fc.constantFrom('alpha', 'beta', 'gamma.', 'delta', 'Epsilon'), {
      minLength: 1,
      maxLength: 200,
    })
    const block = fc
      .tuple(fc.constantFrom('', '# ', '## ', '- '), words)
      .map(([mark, list]) => mark + list.join(' '))
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 6 }), async (blocks) => {
        await sql`truncate documents, passages`.execute(store.db)
        const text = `${blocks.join('\n\n')}\n\nzeta`
        const { documentId } = await load({ text })
        const [document] = await passagesAfter(store.db, 0)
        expect(document?.documentId).toBe(documentId)
        for (const passage of document?.passages ?? [])
          expect(passage.text.split(/\s+/).length).toBeLessThanOrEqual(150)
        const inBlocks =
          blocks
            .filter((part) => !part.startsWith('#'))
            .join(' ')
            .match(/\w+/g) ?? []
        const inPassages =
          (document?.passages ?? [])
            .map((passage) => passage.text)
            .join(' ')
            .match(/\w+/g) ?? []
        expect(inPassages.sort()).toEqual([...inBlocks, 'zeta'].sort())
      }),
      { numRuns: 15 },
    )
  })

  test('the page of a document runs no script, whatever was planted in it', async () => {
    const planted = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
      '<a href="javascript:alert(1)">x</a>',
      '<a href="java\nscript:alert(1)">x</a>',
      '<a href=" &#106;avascript:alert(1)">x</a>',
      '<a href="data:text/html,<script>alert(1)</script>">x</a>',
      '<a href="//evil.example/x">x</a>',
      '<a href="/\\evil.example/x">x</a>',
      '<p style="background:url(x)" onclick="x()" class="a" id="b">y</p>',
      '<iframe src="https://evil.example"></iframe><form action="/x"><input name="a"></form>',
      '<a href="https://ok.example/" onmouseover="x()">fine</a>',
      '[bad](javascript:alert(1)) ![pic](javascript:alert(2)) <b><i>open',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
      '&lt;script&gt;alert(1)&lt;/script&gt;',
    ]
    for (const format of ['markdown', 'html'] as const) {
      const { documentId } = await load({
        slug: format,
        format,
        text: `<h1>Title</h1>\n\n${planted.join('\n\n')}\n\nEnd`,
      })
      const html = (await findDocument(store.db, documentId))?.html ?? ''
      expect(html).toContain('<a href="https://ok.example/" rel="noopener noreferrer nofollow">fine</a>')
      const tags = html.match(/<[^>]*>/g) ?? []
      const allowed =
        /^<\/?(p|h[1-6]|ul|ol|li|strong|b|em|i|a|table|thead|tbody|tr|th|td|br|hr|blockquote|pre|code)>$/
      const link = /^<a href="(https?:\/\/|mailto:|tel:|#|\/[^/\\])[^"]*"( rel="[a-z ]+")?>$/
      expect(tags.filter((tag) => !allowed.test(tag) && !link.test(tag))).toEqual([])
    }
  })

  test('bad input is refused with the field that is wrong', async () => {
    const wrong = async (input: Partial<DocumentInput> & { text: string }) => {
      const error = await load(input).catch((caught: unknown) => caught)
      if (!(error instanceof Problem)) throw new Error('was accepted')
      return [error.kind, error.errors?.[0]?.path]
    }
    expect(await wrong({ text: ' \n ' })).toEqual(['bad-request', 'text'])
    expect(await wrong({ text: 'x'.repeat(1_000_001) })).toEqual(['bad-request', 'text'])
    expect(await wrong({ text: 'x', url: 'javascript:alert(1)' })).toEqual(['bad-request', 'url'])
    expect(await wrong({ text: 'x', slug: ' / ' })).toEqual(['bad-request', 'slug'])
    expect(await wrong({ text: 'x', kind: 'gossip' })).toEqual(['bad-request', 'kind'])
    expect(await listDocuments(store.db, now)).toEqual([])
  })

  test('documents are removed one by one or by source', async () => {
    const { documentId } = await load({ text: returns })
    await importDocument(store.db, { slug: 'own', format: 'markdown', text: 'Own words.' }, 'own', now)
    expect(await removeDocument(store.db, documentId, now)).toBe(true)
    expect(await removeDocument(store.db, documentId, now)).toBe(false)
    expect(await findDocument(store.db, documentId)).toBeNull()
    expect(await documentIds(store.db)).toHaveLength(1)
    expect(await removeSource(store.db, 'own')).toBe(1)
    expect(await passages()).toEqual([])
  })
})
