import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TemplateInput } from '#contract/templates.ts'
import {
  findTemplate,
  listTemplates,
  removeTemplates,
  saveTemplate,
  setTemplateStatus,
} from '#domain/content/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

const input: TemplateInput = {
  name: 'back_in_stock',
  language: 'en',
  category: 'utility',
  body: 'Hello {{first_name}}, {{product}} is back.',
  references: { twilio: 'HX1', whatsapp_cloud: 'back_in_stock' },
}

describeOnBoth('templates', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())
  beforeEach(async () => {
    const all = await listTemplates(store.db)
    await removeTemplates(
      store.db,
      all.map(({ templateId }) => templateId),
    )
  })
  const save = (change: Partial<TemplateInput> = {}, templateId?: string, at = now) =>
    saveTemplate(
      store.db,
      { ...input, ...change },
      { staffId: 'stf_1', ...(templateId !== undefined && { templateId }) },
      at,
    )
  const problemOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (problem) => ({
        kind: problem.kind,
        paths: problem.errors?.map((error: { path: string }) => error.path),
      }),
    )

  test('a new one is a draft with the parameters of its body, found by id and by its names at providers', async () => {
    const saved = await save()
    expect(saved).toMatchObject({
      status: 'draft',
      parameters: ['first_name', 'product'],
      channel: 'whatsapp',
    })
    expect(await findTemplate(store.db, saved.templateId)).toEqual(saved)
    expect(await findTemplate(store.db, { provider: 'twilio', reference: 'HX1' })).toEqual(saved)
    const cloud = { provider: 'whatsapp_cloud', reference: 'back_in_stock' } as const
    expect(await findTemplate(store.db, { ...cloud, language: 'en' })).toEqual(saved)
    expect(await findTemplate(store.db, { ...cloud, language: 'de' })).toBeNull()
    expect(await findTemplate(store.db, 'tpl_none')).toBeNull()
  })

  test('a name is given once in each language, and so is a provider’s', async () => {
    const { templateId } = await save()
    expect(await problemOf(save({ references: {} }))).toEqual({ kind: 'conflict', paths: ['name'] })
    await save({ language: 'de', references: { twilio: 'HX2', whatsapp_cloud: 'back_in_stock' } })
    expect(await problemOf(save({ name: 'other' }))).toMatchObject({ kind: 'conflict' })
    expect(await problemOf(save({ language: 'de' }, templateId))).toMatchObject({ kind: 'conflict' })
    expect(await listTemplates(store.db)).toHaveLength(2)
  })

  test('an approval is of this very text: a change makes it a draft, a save without one does not', async () => {
    const { templateId } = await save()
    await setTemplateStatus(store.db, { templateId }, { status: 'approved' }, later(1))
    expect(await save({}, templateId, later(2))).toMatchObject({ status: 'approved' })
    const changes = [
      { body: 'Hi {{first_name}}, it is back.' },
      { category: 'marketing' as const },
      { name: 'other' },
      { language: 'fr' },
      { references: {} },
    ]
    for (const change of changes) {
      expect(await save(change, templateId, later(3))).toMatchObject({ status: 'draft', statusNote: null })
      await save({}, templateId, later(4))
      await setTemplateStatus(store.db, { templateId }, { status: 'approved' }, later(5))
    }
    expect(await problemOf(save({}, 'tpl_none'))).toMatchObject({ kind: 'not-found' })
  })

  test('a provider pauses, refuses and counts it otherwise; an older word is not heard', async () => {
    const { templateId } = await save()
    const twilio = { provider: 'twilio', reference: 'HX1' } as const
    const at = (minutes: number) => later(minutes)
    await setTemplateStatus(store.db, twilio, { status: 'approved' }, at(10))
    await setTemplateStatus(store.db, twilio, { category: 'marketing' }, at(20))
    expect(await findTemplate(store.db, templateId)).toMatchObject({
      status: 'approved',
      category: 'marketing',
    })
    await setTemplateStatus(store.db, twilio, { status: 'paused', note: 'Low quality' }, at(30))
    const late = await setTemplateStatus(store.db, twilio, { status: 'approved' }, at(25))
    expect(late).toMatchObject({ status: 'paused', statusNote: 'Low quality', category: 'marketing' })
    expect(
      await setTemplateStatus(
        store.db,
        { provider: 'twilio', reference: 'HX9' },
        { status: 'approved' },
        now,
      ),
    ).toBeNull()
  })

  test('what WhatsApp would refuse is refused here, with its field', async () => {
    const bodies = [
      '',
      '{{1}} is back.',
      'Back: {{1}}',
      'a {{1}}{{2}} b',
      'a {{2}} b',
      'a {{1}} b {{name}} c',
      'a {{first name}} b',
      'a {{}} b',
      'x'.repeat(1025),
    ]
    for (const body of bodies)
      expect(await problemOf(save({ body }))).toEqual({ kind: 'bad-request', paths: ['body'] })
    expect(await problemOf(save({ name: 'Back in stock', language: 'english' }))).toEqual({
      kind: 'bad-request',
      paths: ['name', 'language'],
    })
    expect(await listTemplates(store.db)).toEqual([])
  })
})
