import { z } from 'zod'
import { handoffReasons } from '#contract/staff-api.ts'
import { defineTool } from './tool.ts'

export const handToStaff = defineTool({
  name: 'hand_to_staff',
  description:
    'Brings a person of the shop into the conversation. Call it when the customer asks for one, is upset, or needs what no tool can do. The summary is for the colleague: what is wanted, what was tried.',
  trust: 'session',
  callsPerTurn: 1,
  input: z.strictObject({
    reason: z.enum(handoffReasons),
    summary: z.string().trim().min(1).max(600),
  }),
  async run(_ctx, { reason, summary }) {
    return {
      ok: true,
      data: { asked: true, note: 'A person will be called after this reply.' },
      facts: [{ kind: 'done', what: 'handoff_asked' }],
      handoff: { reason, summary },
    }
  },
})
