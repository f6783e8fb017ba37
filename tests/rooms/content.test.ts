import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCompose } from '#channels/index.ts'
import type { ContentTemplateInput } from '#contract/content-templates.ts'
import {
  approveContent,
  approveLinted,
  defaultContentRules,
  findContent,
  type LintContext,
  listContent,
  listSharedModules,
  liveContent,
  modulePlaces,
  readContentRules,
  removeContent,
  removeSharedModule,
  saveContent,
  saveSharedModule,
  sendableVersions,
  versionsOf,
  writeContentRules,
} from '#domain/content/index.ts'
import { deadPages, previewContent } from '#orchestrator/index.ts'
import type { Store } from '#store/index.ts'
import { composerDeps, now, openContentWorld, putGoods } from '../support/content-world.ts'
import { describeOnBoth, openTestStore } from '../support/database.ts'
import { openRules } from '../support/outbox-world.ts'

const later = new Date(now.getTime() + 60_000)
const by = { staffId: 'stf_1' }

const written = (name: string, more: Partial<ContentTemplateInput> = {}) => ({
  name,
  title: 'Win-back',
  purpose: 'service',
  languages: ['en'],
  channels: ['email'],
  subject: { en: 'Hello' },
  modules: [{ type: 'text', key: 'intro', text: { en: 'Hello' } }],
  ...more,
})

const context: LintContext = {
  shopName: 'Ridgeline',
  postalAddress: 'Boulder',
  locale: 'en-US',
  accentColor: '#1f5f5b',
  smsMaxSegments: 3,
  whatsappTemplates: [],
  rules: defaultContentRules,
  deadPages: new Set(),
  shared: new Map(),
}

describeOnBoth('messages in versions', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  test('a draft becomes live, the next one leaves what is live as it is, and an old one stays sendable', async () => {
    const first = await saveContent(store.db, written('one'), by, now)
    expect(first).toMatchObject({ version: 1, status: 'draft', rev: 1 })
    expect(await liveContent(store.db, ['one'])).toEqual(new Map())
    await approveContent(store.db, first, 'stf_1', now)
    const ref = { contentTemplateId: first.contentTemplateId, version: 1 }
    expect((await liveContent(store.db, ['one', 'two'])).get('one')).toMatchObject({
      ...ref,
      purpose: 'service',
    })

    const id = { ...by, contentTemplateId: first.contentTemplateId }
    const changed = written('one', { modules: [{ type: 'text', key: 'intro', text: { en: 'Good day' } }] })
    const second = await saveContent(store.db, changed, id, later)
    expect(second).toMatchObject({ version: 2, status: 'draft' })
    expect((await liveContent(store.db, ['one'])).get('one')?.version).toBe(1)
    await approveContent(store.db, second, 'stf_1', later)
    expect((await liveContent(store.db, ['one'])).get('one')?.version).toBe(2)
    const [old] = await sendableVersions(store.db, [ref])
    expect(old).toMatchObject({ status: 'retired', drawnFrom: { modules: [{ text: { en: 'Hello' } }] } })
    expect((await versionsOf(store.db, first.contentTemplateId)).map(({ status }) => status)).toEqual([
      'live',
      'retired',
    ])
    expect(await listContent(store.db)).toMatchObject([{ name: 'one', live: { version: 2 }, draft: null }])
  })

  test('who writes over what somebody else has written is told, and so is who approves what has changed', async () => {
    const draft = await saveContent(store.db, written('shared_work'), by, now)
    const id = { ...by, contentTemplateId: draft.contentTemplateId }
    await saveContent(store.db, written('shared_work', { title: 'Mine' }), { ...id, rev: 1 }, later)
    await expect(
      saveContent(store.db, written('shared_work'), { ...id, rev: 1 }, later),
    ).rejects.toMatchObject({ kind: 'conflict' })
    await expect(approveContent(store.db, draft, 'stf_1', later)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(saveContent(store.db, written('shared_work'), by, later)).rejects.toMatchObject({
      kind: 'conflict',
    })
    const nobody = { ...by, contentTemplateId: 'ctp_none' }
    await expect(saveContent(store.db, written('free_name'), nobody, later)).rejects.toMatchObject({
      kind: 'not-found',
    })
  })

  test('an error of the lint bars the approval and says where; nothing is lost', async () => {
    const bad = await saveContent(
      store.db,
      written('barred', { modules: [{ type: 'text', key: 'intro', text: { en: 'Only $5' } }] }),
      by,
      now,
    )
    await expect(approveLinted(store.db, bad, { ...by, context }, now)).rejects.toMatchObject({
      kind: 'conflict',
      errors: [{ path: 'modules.intro.text.en' }],
    })
    expect(await findContent(store.db, 'barred')).toMatchObject({ status: 'draft', rev: 1 })
    const good = await saveContent(
      store.db,
      written('barred'),
      { ...by, contentTemplateId: bad.contentTemplateId },
      later,
    )
    expect(await approveLinted(store.db, good, { ...by, context }, later)).toMatchObject({
      version: { status: 'live' },
      findings: [],
    })
  })

  test('a shared module is drawn as it was approved, and the map says where it appears', async () => {
    const footer = await saveSharedModule(
      store.db,
      {
        name: 'footer',
        title: 'Footer',
        modules: [{ type: 'footer', key: 'small', text: { en: 'Old words' } }],
      },
      by,
      now,
    )
    const draft = await saveContent(
      store.db,
      written('with_footer', {
        channels: ['email', 'web'],
        modules: [
          { type: 'text', key: 'intro', text: { en: 'Hello' } },
          { type: 'shared', key: 'end', moduleId: footer.moduleId, channels: ['email'] },
        ],
      }),
      by,
      now,
    )
    await approveContent(store.db, draft, null, now)
    const next = { ...footer, modules: [{ type: 'footer', key: 'small', text: { en: 'New words' } }] }
    const { name, title, modules } = next
    await saveSharedModule(
      store.db,
      { name, title, modules },
      { ...by, moduleId: footer.moduleId, rev: 1 },
      later,
    )
    const [sendable] = await sendableVersions(store.db, [draft])
    expect(sendable?.drawnFrom.modules[1]).toMatchObject({
      key: 'end.small',
      text: { en: 'Old words' },
      channels: ['email'],
    })
    const places = modulePlaces(await listContent(store.db), await listSharedModules(store.db))
    expect(places.get(footer.moduleId)).toMatchObject([
      { name: 'with_footer', status: 'live', channels: ['email'] },
    ])
    await expect(removeSharedModule(store.db, footer.moduleId)).rejects.toMatchObject({ kind: 'conflict' })
    await removeContent(store.db, ['with_footer'])
    await removeSharedModule(store.db, footer.moduleId)
  })

  test('a module that would hold itself is refused by name, and so are ten of ten of ten', async () => {
    const text = { type: 'text', key: 'text', text: { en: 'Hello' } }
    const save = (name: string, modules: object[], moduleId?: string) =>
      saveSharedModule(
        store.db,
        { name, title: name, modules },
        { ...by, ...(moduleId && { moduleId }) },
        now,
      )
    const inner = await save('inner', [text])
    const outer = await save('outer', [{ type: 'shared', key: 'in', moduleId: inner.moduleId }])
    const ring = save(
      'inner',
      [text, { type: 'shared', key: 'out', moduleId: outer.moduleId }],
      inner.moduleId,
    )
    await expect(ring).rejects.toMatchObject({
      kind: 'bad-request',
      errors: [{ message: 'a module cannot hold itself: inner → outer → inner' }],
    })
    const tenfold = (moduleId: string) =>
      Array.from({ length: 10 }, (_, at) => ({ type: 'shared', key: `m${at}`, moduleId }))
    const ten = await save('ten', tenfold(inner.moduleId))
    await expect(save('hundred', tenfold(ten.moduleId))).rejects.toMatchObject({
      errors: [{ message: 'more than 60 modules in all' }],
    })
    await expect(
      saveContent(
        store.db,
        written('lost', { modules: [{ type: 'shared', key: 'gone', moduleId: 'mod_none' }] }),
        by,
        now,
      ),
    ).rejects.toMatchObject({
      errors: [{ path: 'modules.gone', message: 'there is no such shared module' }],
    })
  })

  test('the list of claims is the shop’s own', async () => {
    expect(await readContentRules(store.db)).toEqual(defaultContentRules)
    await writeContentRules(store.db, { forbidden: { en: ['bargain'] } }, now)
    expect(await readContentRules(store.db)).toEqual({ forbidden: { en: ['bargain'] } })
    await expect(writeContentRules(store.db, { forbidden: { en: ['x'] } }, now)).rejects.toMatchObject({
      kind: 'bad-request',
    })
  })
})

describe('dead pages', () => {
  test('are the shop’s own that answer 404; nobody else is asked', async () => {
    const asked: string[] = []
    const own = {
      publicUrl: 'https://talk.shop.example',
      origins: ['https://shop.example'],
      productHosts: new Set<string>(),
    }
    const leads = (url: string) => ({
      type: 'button' as const,
      key: url.slice(-3),
      label: { en: 'Go' },
      target: { to: 'url' as const, url },
    })
    const dead = await deadPages(
      {
        target: { to: 'page', path: '/gone', app: true },
        modules: [
          leads('https://shop.example/new'),
          leads('http://127.0.0.1:9/x'),
          leads('https://elsewhere.example/y'),
        ],
      },
      own,
      async (url) => {
        asked.push(url)
        return url.endsWith('/gone') ? 404 : 200
      },
    )
    expect([...dead]).toEqual(['/gone'])
    expect(asked.sort()).toEqual(['https://shop.example/gone', 'https://shop.example/new'])
  })
})

describe('a preview', () => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore()
  })
  afterAll(() => store.close())

  test('shows a draft as each customer would get it on each channel, and writes nothing', async () => {
    await putGoods(store.db, [{ id: 'coat' }, { id: 'hat' }])
    const world = await openContentWorld(store.db)
    const [anna, nobody] = [await world.somebody('Anna'), await world.somebody(null)]
    const compose = createCompose({ whatsapp: 'sandbox' })
    const shop = async () => ({
      rules: { ...openRules, smsMaxSegments: 1 },
      timeZone: 'UTC',
      draw: ({
        channel,
        content,
        template,
      }: Parameters<Awaited<ReturnType<Parameters<typeof previewContent>[1]['shop']>>['draw']>[0]) =>
        compose({
          channel,
          content,
          template,
          context: {
            shopName: 'Ridgeline',
            baseUrl: 'https://talk.shop.example',
            locale: 'en-US',
            accentColor: '#1f5f5b',
            unsubscribeUrl: null,
            postalAddress: 'Boulder',
            senderName: 'Ridgeline',
          },
        }),
    })
    const draft = await saveContent(
      store.db,
      written('preview', {
        channels: ['email', 'sms'],
        short: { en: `{{first_name|Friend}}: {{product.title}} ${'and more '.repeat(20)}` },
        modules: [
          { type: 'text', key: 'intro', text: { en: 'Hello {{first_name|there}}' } },
          { type: 'products', key: 'it', source: { from: 'trigger_product' }, limit: 1, otherwise: 'refuse' },
        ],
      }),
      by,
      now,
    )
    const {
      contentTemplateId,
      version,
      status,
      rev,
      updatedAt,
      updatedBy,
      approvedAt,
      approvedBy,
      ...input
    } = draft
    const deps = { ...composerDeps(world.recommender), shop }
    const previews = await previewContent(
      store.db,
      deps,
      { written: input, customerIds: [anna, nobody], channels: ['email', 'sms'] },
      now,
    )
    expect(previews).toMatchObject([
      {
        name: 'Anna',
        channel: 'email',
        drawn: { ok: true, content: { blocks: [{ text: 'Hello Anna' }, {}] } },
        findings: [],
      },
      { name: 'Anna', channel: 'sms', drawn: { ok: true }, findings: [{ rule: 'segments' }] },
      {
        name: null,
        channel: 'email',
        drawn: { ok: true, content: { blocks: [{ text: 'Hello there' }, {}] } },
      },
      { name: null, channel: 'sms', drawn: { ok: true } },
    ])
    expect(previews[0]?.assumed.length).toBeGreaterThan(0)
    expect(previews[0]?.composed).toMatchObject({
      ok: true,
      contents: [{ type: 'email', html: expect.stringContaining('Hello Anna') }],
    })
    const six = Array.from({ length: 6 }, () => anna)
    await expect(
      previewContent(store.db, deps, { written: input, customerIds: six, channels: ['email'] }, now),
    ).rejects.toMatchObject({ kind: 'bad-request' })
  })
})
