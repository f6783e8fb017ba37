import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, type AIMessageChunk, type BaseMessage, SystemMessage } from '@langchain/core/messages'
import { faultOf, mayAsk, noteFailure, noteSuccess, type ProviderFault } from './provider-health.ts'
import type { Run } from './run.ts'
import { streamModel } from './stream-model.ts'
import { toolSpecs } from './tool-specs.ts'

/** A provider that still asks for tools after this many calls is not asked again in this turn. */
const PROVIDER_CALLS = 6
const OFFLINE_CALLS = 6
/** More tool calls than this in one message are not even looked at. */
const CALLS_PER_MESSAGE = 8
const LONGEST_WAIT_MS = 2000

/**
 * One call of a model: the provider where there is one and it is well, else the offline model, which goes on
 * from the tool results so far. What the provider had said before it failed is withdrawn.
 */
export async function askModel(run: Run, history: BaseMessage[]): Promise<AIMessage> {
  run.stop.signal.throwIfAborted()
  if (mayAskProvider(run)) {
    const answer = await askProvider(run, history)
    if (answer) return answer
  }
  return askOffline(run, history)
}

function mayAskProvider(run: Run): boolean {
  const { model } = run.deps
  if (!model || run.providerFault || run.handoff) return false
  if (run.asked.provider < PROVIDER_CALLS) {
    if (mayAsk(model, run.turn.context.now)) return true
    run.providerFault = 'resting'
    return false
  }
  giveUp(run, 'too_many_calls')
  return false
}

/** null: the provider failed, or said nothing that may be said; the offline model goes on. */
async function askProvider(run: Run, history: BaseMessage[]): Promise<AIMessage | null> {
  const { model } = run.deps
  if (!model) return null
  run.asked.provider++
  const answer = await tryTwice(run, model, history)
  if (!(answer instanceof AIMessage)) {
    noteFailure(model, answer, run.turn.context.now)
    giveUp(run, answer.kind)
    return null
  }
  noteSuccess(model)
  if (wantsTools(answer)) return answer
  if (run.speaker.said === '') {
    giveUp(run, 'nothing_sayable')
    return null
  }
  return answer
}

function giveUp(run: Run, why: string): void {
  run.providerFault = why
  run.speaker.withdraw()
  run.counts.clear()
  run.deps.log.warn({ fault: why, turnId: run.turn.context.turnId }, 'the offline model goes on')
}

/** Waits once where the provider names a short wait, and asks again. */
async function tryTwice(
  run: Run,
  model: BaseChatModel,
  history: BaseMessage[],
): Promise<AIMessage | ProviderFault> {
  const first = await attempt(run, model, history)
  if (first instanceof AIMessage) return first
  const wait = first.retryAfterMs
  if (wait === null || wait > LONGEST_WAIT_MS || run.speaker.said !== '') return first
  await pause(wait, run.stop.signal)
  return attempt(run, model, history)
}

async function attempt(
  run: Run,
  model: BaseChatModel,
  history: BaseMessage[],
): Promise<AIMessage | ProviderFault> {
  const left = run.timeouts.turnMs * 0.95 - (performance.now() - run.startedAt)
  if (left <= 0) return { kind: 'timeout', retryAfterMs: null }
  const clock = { firstByteMs: Math.min(run.timeouts.firstByteMs, left), wholeMs: left, timedOut: false }
  try {
    const messages = [
      new SystemMessage(run.systemPrompt),
      ...history.filter((m) => !(m instanceof SystemMessage)),
    ]
    const chunk = await streamModel(
      model,
      messages,
      toolSpecs(run.deps.tools),
      clock,
      run.stop.signal,
      (delta) => run.speaker.hear(delta),
    )
    run.speaker.endOfText()
    return tidy(chunk)
  } catch (error) {
    run.stop.signal.throwIfAborted()
    return faultOf(error, clock.timedOut)
  }
}

/** The offline model answers at once and in whole: its words are kept until the end, and go out in one piece. */
async function askOffline(run: Run, history: BaseMessage[]): Promise<AIMessage> {
  run.asked.offline++
  run.speaker.hold()
  const mayCall = run.asked.offline < OFFLINE_CALLS
  const clock = { firstByteMs: run.timeouts.turnMs, wholeMs: run.timeouts.turnMs, timedOut: false }
  const chunk = await streamModel(
    run.offline,
    history,
    mayCall ? toolSpecs(run.deps.tools) : [],
    clock,
    run.stop.signal,
    (delta) => run.speaker.hear(delta),
  )
  run.speaker.endOfText()
  const { choices } = chunk.additional_kwargs
  if (isChoices(choices) && choices.length > 0) run.parts.push({ type: 'choices', choices })
  return tidy(chunk)
}

function isChoices(value: unknown): value is { label: string; text: string }[] {
  return (
    Array.isArray(value) &&
    value.every((entry) => typeof entry?.label === 'string' && typeof entry?.text === 'string')
  )
}

/** Calls whose arguments were not JSON stay calls: the gate refuses them in words the model can mend. */
function tidy(chunk: AIMessageChunk): AIMessage {
  const broken = (chunk.invalid_tool_calls ?? []).map((call) => ({
    name: call.name ?? '',
    args: { not_json: (call.args ?? '').slice(0, 200) },
    id: call.id ?? `call_${call.index ?? 0}`,
    type: 'tool_call' as const,
  }))
  const calls = [...(chunk.tool_calls ?? []), ...broken].slice(0, CALLS_PER_MESSAGE)
  return new AIMessage({
    content: chunk.text,
    tool_calls: calls.map((call, at) => ({ ...call, id: call.id || `call_${at}` })),
  })
}

function wantsTools(message: AIMessage): boolean {
  return (message.tool_calls ?? []).length > 0
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
  })
}
