import { expect, test } from 'vitest'
import { calendarEntryInput } from '#contract/calendar.ts'
import { contentTemplateInput } from '#contract/content-templates.ts'
import { journeyInput } from '#contract/journeys.ts'
import { bodyFault, parametersIn, type Template } from '#contract/templates.ts'
import { defaultContentRules, lintContent, readyMadeMessages } from '#domain/content/index.ts'
import { feastDay, isFor, occasionOn, playbooks, readyMadeCalendar } from '#orchestrator/index.ts'

const messages = new Map(readyMadeMessages.map((each) => [each.content.name, each]))

test('the twelve are whole: a valid definition each, with messages that are there', () => {
  expect(playbooks).toHaveLength(12)
  for (const playbook of playbooks) {
    expect(journeyInput.safeParse(playbook).error?.issues ?? [], playbook.name).toEqual([])
    for (const step of playbook.steps)
      for (const name of [step.contentTemplate, ...(step.contentOfTrigger ?? [])])
        expect(messages.has(name), name).toBe(true)
  }
  const said = playbooks.flatMap(({ steps }) =>
    steps.flatMap((step) => step.contentOfTrigger ?? [step.contentTemplate]),
  )
  expect([...messages.keys()].sort()).toEqual([...new Set(said)].sort())
})

test('what they say passes the lint, in both languages and on every channel', () => {
  const whatsappTemplates = readyMadeMessages.flatMap(({ content, whatsapp }) =>
    Object.entries(whatsapp).map(
      ([language, body]): Template => ({
        templateId: `${content.name} ${language}`,
        name: content.whatsapp?.template ?? '',
        channel: 'whatsapp',
        language,
        category: 'marketing',
        body,
        parameters: parametersIn(body),
        status: 'approved',
        statusNote: null,
        references: {},
        updatedAt: '2026-03-02T10:00:00Z',
      }),
    ),
  )
  for (const { content, whatsapp } of readyMadeMessages) {
    for (const body of Object.values(whatsapp)) expect(bodyFault(body), content.name).toBeNull()
    const parsed = contentTemplateInput.parse(content)
    const findings = lintContent(parsed, {
      shopName: 'Tarnwick',
      postalAddress: '412 Quarry Lane, Portland, OR 97209',
      locale: 'en-US',
      accentColor: '#2f5d50',
      smsMaxSegments: 2,
      whatsappTemplates,
      rules: defaultContentRules,
      deadPages: new Set(),
      shared: new Map(),
    })
    expect(
      findings.filter(({ level }) => level === 'error'),
      content.name,
    ).toEqual([])
  }
})

test('nobody is hurried: no word of a last chance, and no price in words', () => {
  const hurry = /\b(hurry|last chance|only today|don.t miss|act now|nur heute|letzte chance|beeil)/i
  for (const { content, whatsapp } of readyMadeMessages)
    expect(JSON.stringify([content, whatsapp])).not.toMatch(hurry)
  expect(JSON.stringify(readyMadeMessages)).not.toMatch(/[$€£]\s?\d|!["\s]/)
})

/** From the published calendars of those years. */
const knownDays: [Parameters<typeof feastDay>, string | null][] = [
  [['easter', 'DE', 2024], '2024-03-31'],
  [['easter', 'US', 2025], '2025-04-20'],
  [['easter', 'GB', 2026], '2026-04-05'],
  [['easter', 'FR', 2038], '2038-04-25'],
  [['easter', 'GR', 2024], '2024-05-05'],
  [['easter', 'GR', 2025], '2025-04-20'],
  [['easter', 'RO', 2026], '2026-04-12'],
  [['mothers_day', 'US', 2026], '2026-05-10'],
  [['mothers_day', 'GB', 2026], '2026-03-15'],
  [['mothers_day', 'FR', 2026], '2026-05-31'],
  [['mothers_day', 'FR', 2023], '2023-06-04'],
  [['mothers_day', 'ES', 2026], '2026-05-03'],
  [['mothers_day', 'NO', 2026], '2026-02-08'],
  [['mothers_day', 'PL', 2026], '2026-05-26'],
  [['mothers_day', 'TH', 2026], null],
  [['fathers_day', 'US', 2026], '2026-06-21'],
  [['fathers_day', 'DE', 2026], '2026-05-14'],
  [['fathers_day', 'AU', 2026], '2026-09-06'],
  [['thanksgiving', 'US', 2026], '2026-11-26'],
  [['thanksgiving', 'CA', 2026], '2026-10-12'],
  [['thanksgiving', 'DE', 2026], null],
  [['black_friday', 'DE', 2026], '2026-11-27'],
  [['halloween', 'DE', 2026], null],
  [['christmas', 'JP', 2026], '2026-12-25'],
]

test.each(knownDays)('the day of %j is %s', (asked, day) => {
  expect(feastDay(...asked)).toBe(day)
})

test('the calendar that comes with the house is valid, and summer is in January where it is', () => {
  for (const entry of readyMadeCalendar)
    expect(calendarEntryInput.safeParse(entry).error?.issues ?? [], entry.name).toEqual([])
  const on = (country: string, day: string) =>
    readyMadeCalendar.flatMap((entry) =>
      entry.days.type === 'yearly' && occasionOn(entry, country, day) ? entry.name : [],
    )
  expect(on('DE', '2026-01-15')).toEqual(['winter'])
  expect(on('AU', '2026-01-15')).toEqual(['southern-summer', 'southern-back-to-school'])
  expect(on('DE', '2028-02-29')).toEqual(['winter'])
  expect(on('SG', '2026-01-15')).toEqual([])
  expect(isFor({ regions: [] }, 'SG')).toBe(true)
})

test('a season over the new year is one occasion, of the year in which it began', () => {
  const winter = { regions: [], days: { type: 'yearly', from: '12-01', until: '02-29' } } as const
  const asked = { regions: [...winter.regions], days: winter.days }
  expect(occasionOn(asked, 'DE', '2026-12-24')?.year).toBe(2026)
  expect(occasionOn(asked, 'DE', '2027-02-01')?.year).toBe(2026)
  expect(occasionOn(asked, 'DE', '2027-03-01')).toBeNull()
  expect(occasionOn(asked, 'DE', '2027-02-01')?.until).toBe('2027-02-28')
  expect(occasionOn(asked, 'DE', '2028-02-01')?.until).toBe('2028-02-29')
  expect(occasionOn(asked, 'DE', '2026-11-28', 3)?.from).toBe('2026-12-01')
})

test.each([
  [{ days: { type: 'yearly', from: '02-30', until: '03-01' } }, 'days.from'],
  [{ days: { type: 'dated', from: '2026-05-02', until: '2026-05-01' } }, 'days.until'],
  [{ days: { type: 'feast', feast: 'my_birthday', daysBefore: 1, daysAfter: 0 } }, 'days.feast'],
  [{ regions: ['Germany'] }, 'regions.0'],
  [{ name: 'Not A Slug' }, 'name'],
  [{ title: {} }, 'title'],
])('an entry with %j is refused at %s', (change, path) => {
  const good = {
    name: 'sale',
    title: { en: 'Sale' },
    days: { type: 'dated', from: '2026-05-01', until: '2026-05-02' },
  }
  const issues = calendarEntryInput.safeParse({ ...good, ...change }).error?.issues ?? []
  expect(issues.map((issue) => issue.path.join('.'))).toContain(path)
})
