import type { TrustLevel } from '#contract/message.ts'
import { trustLevels } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import { refuse } from './refuse.ts'
import type { Refusal, Tool, ToolContext, ToolResult } from './tool.ts'

export const MAX_CALLS_PER_TURN = 8

/** How often each tool was called in this turn. One per turn; the gate counts in it. */
export type CallCounts = Map<string, number>

export interface RequestedCall {
  name: string
  args: unknown
}

type Verdict =
  | { allowed: true; tool: Tool; input: unknown }
  | { allowed: false; reason: Refusal; detail?: string }

/**
 * Code decides before every call, whatever the model wants: the tool exists, the turn's and the tool's
 * limits hold, the arguments parse, the trust suffices. A refusal is a result. Never throws.
 */
export async function callThroughGate(
  tools: readonly Tool[],
  ctx: ToolContext,
  counts: CallCounts,
  call: RequestedCall,
): Promise<ToolResult> {
  const verdict = judge(tools, ctx, counts, call)
  if (!verdict.allowed) return refuse(verdict.reason, verdict.detail)
  try {
    return await verdict.tool.run(ctx, verdict.input)
  } catch (error) {
    return refuse('failed', error instanceof Problem ? error.message : undefined)
  }
}

function judge(tools: readonly Tool[], ctx: ToolContext, counts: CallCounts, call: RequestedCall): Verdict {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (total >= MAX_CALLS_PER_TURN) return { allowed: false, reason: 'too_many_calls' }
  const tool = tools.find((entry) => entry.name === call.name)
  const calls = (counts.get(call.name) ?? 0) + 1
  counts.set(call.name, calls)
  if (!tool) return { allowed: false, reason: 'unknown_tool', detail: tools.map((t) => t.name).join(', ') }
  if (calls > tool.callsPerTurn) return { allowed: false, reason: 'too_many_calls' }
  const parsed = tool.input.safeParse(call.args)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { allowed: false, reason: 'bad_arguments', detail: `${issue?.path.join('.')}: ${issue?.message}` }
  }
  if (!trustSuffices(tool.trust, ctx)) return { allowed: false, reason: 'needs_sign_in' }
  return { allowed: true, tool, input: parsed.data }
}

/**
 * `order` is not a level of the conversation but of one order: the tool itself opens that order through
 * `access/open-order.ts`, by account, grant or proof, and refuses every other.
 */
function trustSuffices(needed: TrustLevel, ctx: ToolContext): boolean {
  if (needed === 'order') return true
  return trustLevels.indexOf(ctx.trust) >= trustLevels.indexOf(needed)
}
