import { z } from 'zod'
import { contactRulesInput, settingAreas } from '#contract/contact-rules.ts'
import type { ContactRulesView, SettingChangePage } from '#contract/staff-contact-rules.ts'
import { holdoutCounts } from '#domain/experiments/index.ts'
import { countReachable } from '#domain/identity/index.ts'
import { listSettingChanges, readContactRules, writeContactRules } from '#domain/settings/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import type { Db } from '#store/index.ts'
import { type StaffCall, staffOperation } from '../operation.ts'
import { timestamp } from '../schemas/message.ts'

const rulesView: z.ZodType<ContactRulesView> = z.object({
  rules: contactRulesInput,
  reachable: z.int(),
  exposed: z.object({ global: z.int(), associates: z.int(), journeys: z.int() }),
})

const changePage: z.ZodType<SettingChangePage> = z.object({
  changes: z.array(
    z.object({
      changeId: z.string(),
      area: z.enum(settingAreas),
      field: z.string(),
      before: z.unknown(),
      after: z.unknown(),
      changedBy: z.string().nullable(),
      changedByName: z.string().nullable(),
      changedAt: timestamp,
    }),
  ),
  next: z.string().nullable(),
})

const asked = z.object({
  area: z.enum(settingAreas).optional(),
  before: z.string().max(100).optional(),
})
const PAGE = 20

async function viewRules(db: Db): Promise<ContactRulesView> {
  const rules = await readContactRules(db)
  const exposed = { global: 0, associates: 0, journeys: 0 }
  // each journey has a holdout of its own; somebody may be in several
  for (const { kind, control, treated, crossover } of await holdoutCounts(db))
    exposed[kind === 'journey' ? 'journeys' : kind] += control + treated + crossover
  return { rules, reachable: await countReachable(db), exposed }
}

async function pageOfChanges(
  { area, before }: z.output<typeof asked>,
  { house }: StaffCall,
): Promise<SettingChangePage> {
  const rows = await listSettingChanges(house.db, { area, before, limit: PAGE + 1 })
  const shown = rows.slice(0, PAGE)
  const names = new Map((await listStaff(house.db)).map(({ staffId, name }) => [staffId, name]))
  return {
    changes: shown.map((row) => ({
      ...row,
      changedByName: row.changedBy === null ? null : (names.get(row.changedBy) ?? row.changedBy),
    })),
    next: rows.length > PAGE ? (shown.at(-1)?.changeId ?? null) : null,
  }
}

export const contactRuleOperations = [
  staffOperation('readContactRules', {
    method: 'get',
    path: '/api/contact-rules',
    summary: 'How often, when and to whom the shop speaks first',
    input: z.object({}),
    answer: rulesView,
    run: (_input, { house }) => viewRules(house.db),
  }),
  staffOperation('writeContactRules', {
    method: 'put',
    path: '/api/contact-rules',
    summary: 'Change some contact rules: only the fields that are sent',
    input: z.object({ body: contactRulesInput.partial() }),
    answer: rulesView,
    run: async ({ body }, { house, staff, now }) => {
      await writeContactRules(house.db, body, staff.staffId, now)
      return viewRules(house.db)
    },
  }),
  staffOperation('listSettingChanges', {
    method: 'get',
    path: '/api/setting-changes',
    summary: 'Who changed which setting or contact rule, newest first; go on with `next` as `before`',
    input: z.object({ query: asked }),
    answer: changePage,
    run: ({ query }, call) => pageOfChanges(query, call),
  }),
]
