import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { templateStatusInput } from '#contract/staff-outreach.ts'
import { templateInput } from '#contract/templates.ts'
import { listTemplates, saveTemplate, setTemplateStatus } from '#domain/content/index.ts'
import { templateUses } from '#orchestrator/index.ts'
import { staffOperation } from '../operation.ts'
import { template, templateRow } from '../schemas/outreach.ts'

const params = z.object({ id: z.string().max(100) })
const USES_DAYS = 30

export const templateOperations = [
  staffOperation('listTemplates', {
    method: 'get',
    path: '/api/templates',
    summary: 'WhatsApp templates with their status, and how often each was used in the last 30 days',
    input: z.object({}),
    answer: z.object({ templates: z.array(templateRow) }),
    run: async (_input, { house, now }) => {
      const uses = await templateUses(house.db, new Date(now.getTime() - USES_DAYS * 86_400_000))
      const templates = await listTemplates(house.db)
      return { templates: templates.map((each) => ({ ...each, uses: uses.get(each.templateId) ?? 0 })) }
    },
  }),
  staffOperation('createTemplate', {
    method: 'post',
    path: '/api/templates',
    summary: 'A new template; it is a draft until a provider has approved it',
    input: z.object({ body: templateInput }),
    answer: template,
    status: 201,
    run: ({ body }, { house, staff, now }) => saveTemplate(house.db, body, { staffId: staff.staffId }, now),
  }),
  staffOperation('changeTemplate', {
    method: 'put',
    path: '/api/templates/:id',
    summary: 'Change a template; with another text, name, language or category it is a draft again',
    input: z.object({ params, body: templateInput }),
    answer: template,
    run: ({ params: { id }, body }, { house, staff, now }) =>
      saveTemplate(house.db, body, { staffId: staff.staffId, templateId: id }, now),
  }),
  staffOperation('setTemplateStatus', {
    method: 'post',
    path: '/api/templates/:id/status',
    summary: 'Note what the provider says of a template, where it does not tell us itself',
    input: z.object({ params, body: templateStatusInput }),
    answer: template,
    run: async ({ params: { id }, body }, { house, staff, now }) => {
      const word = { status: body.status, ...(body.note !== undefined && { note: body.note }) }
      const changed = await setTemplateStatus(house.db, { templateId: id }, word, now, staff.staffId)
      if (!changed) throw new Problem('not-found', 'There is no such template.')
      return changed
    },
  }),
]
