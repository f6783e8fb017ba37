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
  speaking,
} from '#knowledge/documents/index.ts'
import { openSearch } from '#knowledge/search/index.ts'
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

  test('a file says for whom it holds and since when, in Markdown and in HTML alike', async () => {
    const head = {
      key: 'returns',
      country: 'CH, li',
      version: '3',
      'valid-from': '2026-05-01',
      'valid-until': '2026-12-31',
    }
    const lines = Object.entries(head)
    const markdown = `---\n${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n---\n# Returns\n\nWithin 21 days.`
    const tags = lines.map(([name, value]) => `<meta name="rapport:${name}" content="${value}">`).join('')
    const html = `<html><head>${tags}<meta name="version" content="theirs"></head><body><h1>Returns</h1><p>Within 21 days.</p></body></html>`
    await load({ slug: 'a.md', text: markdown })
    await load({ slug: 'b.html', format: 'html', text: html })
    const said = {
      countries: ['CH', 'LI'],
      version: '3',
      validFrom: '2026-05-01T00:00:00.000Z',
      validUntil: '2027-01-01T00:00:00.000Z',
    }
    const rows = await listDocuments(store.db, now)
    expect(rows).toMatchObject([said, said])
    expect((await passagesAfter(store.db, 0)).map(({ key }) => key)).toEqual(['returns', 'returns'])
  })

  test('of several versions the newest that holds is current, for each country', async () => {
    const text = '# Returns\n\nWithin 30 days.'
    const versions: Record<string, Partial<DocumentInput>> = {
      old: { country: 'DE, AT', validFrom: '2025-01-01' },
      new: { country: 'DE', validFrom: '2026-01-01' },
      soon: { country: 'DE', validFrom: '2026-12-24' },
      gone: { country: 'FR', validFrom: '2025-01-01', validUntil: '2026-11-19' },
      everywhere: { validFrom: '2020-01-01' },
    }
    for (const [slug, version] of Object.entries(versions))
      await load({ slug, title: slug, key: 'returns', text, ...version })
    const standings = async (at: Date) =>
      Object.fromEntries((await listDocuments(store.db, at)).map(({ title, standing }) => [title, standing]))
    expect(await standings(now)).toEqual({
      old: 'current', // still so for Austria
      new: 'current',
      soon: 'future',
      gone: 'expired',
      everywhere: 'current',
    })
    await load({
      slug: 'austria',
      title: 'austria',
      key: 'returns',
      text,
      country: 'AT',
      validFrom: '2026-02-01',
    })
    expect((await standings(now)).old).toBe('superseded')
    expect(await standings(new Date('2026-12-24T00:00:00Z'))).toMatchObject({
      soon: 'current',
      new: 'superseded',
    })
    const speaks = async (country: string | null) =>
      speaking(await passagesAfter(store.db, 0), country, now).map(({ title }) => title)
    expect(await speaks('DE')).toEqual(['new'])
    expect(await speaks('AT')).toEqual(['austria'])
    expect(await speaks('FR')).toEqual(['everywhere'])
    expect(await speaks(null)).toEqual(['everywhere'])
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
    expect(await wrong({ text: 'x', country: 'CH, Mars' })).toEqual(['bad-request', 'country'])
    expect(await wrong({ text: 'x', validFrom: 'soon' })).toEqual(['bad-request', 'validFrom'])
    expect(await wrong({ text: '---\nvalid-until: 1/2/26\n---\nx' })).toEqual(['bad-request', 'valid-until'])
    expect(await wrong({ text: 'x', validFrom: '2026-05-01', validUntil: '2026-04-30' })).toEqual([
      'bad-request',
      'validUntil',
    ])
    expect(await listDocuments(store.db, now)).toEqual([])
  })

  test('a page answers for its own country and its own time, or not at all', async () => {
    const versions: [slug: string, days: number, input: Partial<DocumentInput>][] = [
      ['us', 60, { country: 'US', validFrom: '2026-01-01' }],
      ['us-old', 30, { country: 'US', validFrom: '2025-01-01' }],
      ['us-soon', 90, { country: 'US', validFrom: '2027-01-01' }],
      ['ch', 21, { country: 'CH', validFrom: '2026-01-01' }],
    ]
    for (const [slug, days, input] of versions)
      await load({
        slug,
        key: 'returns',
        text: `# Returns\n\nYou may return anything within ${days} days.`,
        ...input,
      })
    await load({ slug: 'care', text: '# Care\n\nWash wool at 30 degrees and dry it flat.' })
    const search = await openSearch(store.db, { embedder: null })
    const ask = async (text: string, country: string | null, at = now) => {
      const [hit] = await search.passages({ text, country, limit: 3, now: at })
      return hit?.confident ? hit.extract.join(' ') : null
    }
    const question = 'How many days do I have to return something?'
    expect(await ask(question, 'US')).toContain('60 days')
    expect(await ask(question, 'CH')).toContain('21 days')
    expect(await ask('How long can I return things in Switzerland?', 'US')).toContain('21 days')
    expect(await ask(question, 'US', new Date('2025-06-01T00:00:00Z'))).toContain('30 days')
    expect(await ask(question, 'US', new Date('2027-01-01T00:00:00Z'))).toContain('90 days')
    expect(await ask(question, 'FR')).toBeNull()
    expect(await ask(question, null)).toBeNull()
    expect(await ask('How do I wash wool?', 'FR')).toContain('Wash wool at 30 degrees')
    await load({
      slug: 'fr',
      key: 'returns',
      country: 'FR',
      text: '# Returns\n\nYou may return anything within 14 days.',
    })
    await search.refresh()
    expect(await ask(question, 'FR')).toContain('14 days')
    await search.close()
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
