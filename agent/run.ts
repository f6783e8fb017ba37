import { setMaxListeners } from 'node:events'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { BaseMessage } from '@langchain/core/messages'
import type { MessagePart } from '#contract/message.ts'
import type { ToolCallRecord } from '#domain/conversations/index.ts'
import type { CallCounts, Fact } from '#tools/index.ts'
import { offlineModelFor } from './offline/index.ts'
import { Speaker } from './speaker.ts'
import {
  type AgentDeps,
  type AgentTimeouts,
  defaultTimeouts,
  type HandoffWish,
  type ReplyOutput,
  type Turn,
} from './turn.ts'

/** Everything one turn gathers on its way; made by `startRun`, read and written by the steps of `reply`. */
export interface Run {
  deps: AgentDeps
  turn: Turn
  out: ReplyOutput
  timeouts: AgentTimeouts
  startedAt: number
  /** Fires when the turn must end: the conversation was taken over, or the server is closing. */
  stop: AbortController
  offline: BaseChatModel
  systemPrompt: string
  messages: BaseMessage[]
  facts: Fact[]
  parts: MessagePart[]
  speaker: Speaker
  counts: CallCounts
  toolCalls: ToolCallRecord[]
  /** Tool calls run one after the other, in the order asked. */
  lastTool: Promise<unknown>
  asked: { provider: number; offline: number }
  providerFault: string | null
  handoff: HandoffWish | null
}

export function startRun(deps: AgentDeps, turn: Turn, out: ReplyOutput): Run {
  const stop = new AbortController()
  setMaxListeners(0, stop.signal) // every tool call of a turn listens to it
  const facts: Fact[] = []
  const run: Run = {
    deps,
    turn,
    out,
    timeouts: { ...defaultTimeouts, ...deps.timeouts },
    startedAt: performance.now(),
    stop,
    offline: offlineModelFor(turn.context.search),
    systemPrompt: '',
    messages: [],
    facts,
    parts: [],
    speaker: new Speaker(out, stop),
    counts: new Map(),
    toolCalls: [],
    lastTool: Promise.resolve(),
    asked: { provider: 0, offline: 0 },
    providerFault: null,
    handoff: null,
  }
  if (out.signal.aborted) stop.abort()
  out.signal.addEventListener('abort', () => stop.abort(), { once: true })
  return run
}
