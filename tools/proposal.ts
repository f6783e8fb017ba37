import { Problem } from '#contract/problem.ts'
import type { Proposal } from '#domain/conversations/index.ts'
import { allTools } from './all.ts'
import { refuse } from './refuse.ts'
import type { ToolContext, ToolResult } from './tool.ts'

/**
 * Does what an accepted proposal says, with the arguments that were stored when it was made. The caller
 * has settled the explicit yes; trust is checked again, because it may have ended since. Never throws.
 */
export async function executeProposal(ctx: ToolContext, proposal: Proposal): Promise<ToolResult> {
  const tool = allTools.find((entry) => entry.name === proposal.tool)
  if (!tool?.execute) return refuse('unknown_tool')
  if (proposal.expiresAt.getTime() <= ctx.now.getTime()) return refuse('not_allowed_now')
  try {
    return await tool.execute(ctx, proposal.arguments)
  } catch (error) {
    return refuse('failed', error instanceof Problem ? error.message : undefined)
  }
}
