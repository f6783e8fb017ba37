import { ToolMessage } from '@langchain/core/messages'
import type { ToolCall } from '@langchain/core/messages/tool'
import { newId } from '#contract/ids.ts'
import type { MessagePart } from '#contract/message.ts'
import { callThroughGate, type ToolResult } from '#tools/index.ts'
import type { Run } from './run.ts'

const MAX_RESULT_CHARS = 12_000

/** One tool call, through the gate, after those asked before it. What it found becomes facts and parts. */
export async function runToolCall(run: Run, call: ToolCall): Promise<ToolMessage> {
  const turn = run.lastTool.then(() => callAndNote(run, call))
  run.lastTool = turn.catch(() => undefined)
  return toMessage(call, await turn)
}

async function callAndNote(run: Run, call: ToolCall): Promise<ToolResult> {
  run.stop.signal.throwIfAborted()
  const started = performance.now()
  const { context } = run.turn
  const result = await callThroughGate(run.deps.tools, context, run.counts, {
    name: call.name,
    args: call.args,
  })
  run.toolCalls.push({
    toolCallId: newId('toolCall', context.now),
    turnId: context.turnId,
    messageSeq: context.messageSeq,
    tool: call.name.slice(0, 100),
    arguments: call.args,
    result: result.data,
    ok: result.ok,
    error: result.refusal ?? null,
    trust: context.trust,
    startedAt: context.now,
    milliseconds: Math.round(performance.now() - started),
  })
  noteResult(run, result)
  return result
}

/** Takes up what a result brought: facts to check against, parts to show, a person to call. */
export function noteResult(run: Run, result: ToolResult): void {
  run.facts.push(...(result.facts ?? []))
  for (const part of result.parts ?? []) addPart(run.parts, part)
  if (result.handoff) run.handoff ??= result.handoff
}

/** A later cart or product list stands for an earlier one; a page or an order is named once. */
function addPart(parts: MessagePart[], part: MessagePart): void {
  const same = parts.findIndex((entry) => sameThing(entry, part))
  if (same >= 0) parts.splice(same, 1)
  parts.push(part)
}

function sameThing(a: MessagePart, b: MessagePart): boolean {
  if (a.type === 'order' && b.type === 'order') return a.order.orderId === b.order.orderId
  if (a.type === 'source' && b.type === 'source') return a.documentId === b.documentId
  return a.type === b.type && (a.type === 'cart' || a.type === 'proposal')
}

function toMessage(call: ToolCall, result: ToolResult): ToolMessage {
  return new ToolMessage({
    content: JSON.stringify(result.data).slice(0, MAX_RESULT_CHARS),
    tool_call_id: call.id ?? '',
    name: call.name,
    status: result.ok ? 'success' : 'error',
  })
}
