import type { TemplateInput } from '#contract/templates.ts'
import {
  addReadyMadeMessages,
  approveContent,
  listContent,
  listTemplates,
  readyMadeMessages,
  removeContent,
  removeTemplates,
  saveTemplate,
  setTemplateStatus,
} from '#domain/content/index.ts'
import {
  addPlaybooks,
  addReadyMadeCalendar,
  listCalendar,
  listJourneys,
  playbooks,
  removeJourneys,
  saveCalendarEntry,
} from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

const cosy = ['Home > Bedding', 'Home > Rugs & throws', 'Clothing > Knitwear']
const trail = ['Outdoor > Tents & sleep', 'Outdoor > Packs & bags', 'Outdoor > Camp kitchen']
const table = ['Home > Tableware', 'Home > Lighting']

/** What the demo shop features in each season and before each feast; the others pick for each person. */
const featured: Record<string, string[]> = {
  spring: ['Clothing > Jackets', 'Clothing > Footwear', ...trail],
  summer: trail,
  autumn: ['Clothing > Jackets', 'Clothing > Knitwear', 'Home > Lighting'],
  winter: cosy,
  'southern-spring': ['Clothing > Jackets', 'Clothing > Footwear', ...trail],
  'southern-summer': trail,
  'southern-autumn': ['Clothing > Jackets', 'Clothing > Knitwear', 'Home > Lighting'],
  'southern-winter': cosy,
  'mothers-day': cosy,
  'fathers-day': ['Outdoor > Camp kitchen', 'Outdoor > Packs & bags'],
  thanksgiving: table,
  christmas: [...cosy, ...table],
}

/** Feasts that the shop does not sell for. */
const notKept = new Set(['valentines-day', 'halloween', 'back-to-school', 'southern-back-to-school'])

/**
 * The twelve journeys, switched off, with all they need to be switched on: their messages approved by the shop
 * and by WhatsApp, and a calendar with goods. What is there already is left as it is.
 */
export async function seedJourneys(db: Db, now: Date): Promise<void> {
  await seedWhatsAppTemplates(db, now)
  await addReadyMadeMessages(db, now)
  await approveDrafts(db, now)
  await addReadyMadeCalendar(db, now)
  await featureGoods(db, now)
  await addPlaybooks(db, now)
}

const names = readyMadeMessages.map(({ content }) => content.name)

const templates: TemplateInput[] = readyMadeMessages.flatMap(({ content, whatsapp }) =>
  Object.entries(whatsapp).map(([language, body]) => ({
    name: content.whatsapp?.template ?? content.name,
    category: 'marketing' as const,
    language,
    body,
    references: {},
  })),
)

async function seedWhatsAppTemplates(db: Db, now: Date): Promise<void> {
  const present = new Set((await listTemplates(db)).map(({ name, language }) => `${name} ${language}`))
  for (const input of templates) {
    if (present.has(`${input.name} ${input.language}`)) continue
    const { templateId } = await saveTemplate(db, input, { staffId: null }, now)
    await setTemplateStatus(db, { templateId }, { status: 'approved' }, now)
  }
}

async function approveDrafts(db: Db, now: Date): Promise<void> {
  for (const { contentTemplateId, name, live, draft } of await listContent(db))
    if (names.includes(name) && live === null && draft !== null)
      await approveContent(db, { contentTemplateId, version: draft.version, rev: draft.rev }, null, now)
}

async function featureGoods(db: Db, now: Date): Promise<void> {
  for (const entry of await listCalendar(db)) {
    const { entryId, readyMade, rev, updatedAt, updatedBy, ...input } = entry
    const categories = featured[entry.name] ?? []
    const live = !notKept.has(entry.name)
    if (rev > 1 || (categories.length === 0 && live)) continue
    await saveCalendarEntry(db, { ...input, categories, live }, { rev, staffId: null }, now)
  }
}

/**
 * Takes the journeys, their messages and their WhatsApp templates away again; what staff have changed since is the
 * shop's own, and so is the calendar.
 */
export async function removeJourneysOfDemo(db: Db): Promise<void> {
  const own = new Set(playbooks.map(({ name }) => name))
  const untouched = (await listJourneys(db)).filter(({ name, version }) => own.has(name) && version === 1)
  await removeJourneys(
    db,
    untouched.map(({ name }) => name),
  )
  const unwritten = (await listContent(db)).filter(
    ({ name, draft, latest }) => names.includes(name) && draft === null && latest.updatedBy === null,
  )
  await removeContent(
    db,
    unwritten.map(({ name }) => name),
  )
  const isOurs = (one: Pick<TemplateInput, 'name' | 'language' | 'body'>) =>
    templates.some(
      (mine) => mine.name === one.name && mine.language === one.language && mine.body === one.body,
    )
  const present = (await listTemplates(db)).filter(isOurs)
  await removeTemplates(
    db,
    present.map(({ templateId }) => templateId),
  )
}
