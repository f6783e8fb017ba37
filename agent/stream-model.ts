import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages'
import type { ToolSpec } from './tool-specs.ts'

/** Limits of one streamed call; `timedOut` is set when one of them ended it. */
export interface StreamClock {
  /** To the first chunk, and between two of them. */
  firstByteMs: number
  wholeMs: number
  timedOut: boolean
}

/**
 * Streams one model call, giving out text as it comes, and answers the whole message. Throws what the
 * model throws, and an abort when time is up, when `stop` fires, or when the stream ends without a word.
 */
export async function streamModel(
  model: BaseChatModel,
  messages: BaseMessage[],
  tools: readonly ToolSpec[],
  clock: StreamClock,
  stop: AbortSignal,
  onText: (delta: string) => void,
): Promise<AIMessageChunk> {
  const abort = new AbortController()
  const timeUp = () => {
    clock.timedOut = true
    abort.abort(new Error('the model took too long'))
  }
  const onStop = () => abort.abort(stop.reason)
  stop.addEventListener('abort', onStop, { once: true })
  const whole = setTimeout(timeUp, clock.wholeMs)
  let idle = setTimeout(timeUp, clock.firstByteMs)
  try {
    const bound = tools.length > 0 && model.bindTools ? model.bindTools([...tools]) : model
    const aborted = rejectOn(abort.signal)
    const stream = await Promise.race([bound.stream(messages, { signal: abort.signal }), aborted])
    const chunks = stream[Symbol.asyncIterator]()
    let all: AIMessageChunk | null = null
    for (;;) {
      const next = await Promise.race([chunks.next(), aborted])
      if (next.done) break
      clearTimeout(idle)
      idle = setTimeout(timeUp, clock.firstByteMs)
      all = all ? all.concat(next.value) : next.value
      if (next.value.text !== '') onText(next.value.text)
    }
    if (!all || (saysWhenDone(model) && !isFinished(all)))
      throw new Error('the stream ended before the answer did')
    return all
  } finally {
    clearTimeout(whole)
    clearTimeout(idle)
    stop.removeEventListener('abort', onStop)
  }
}

/** Over HTTP a stream that was cut off just ends; only the missing finish reason tells. */
function saysWhenDone(model: BaseChatModel): boolean {
  return model._llmType() === 'openai'
}

function isFinished(message: AIMessageChunk): boolean {
  const reason = message.response_metadata?.finish_reason
  return typeof reason === 'string' && reason !== ''
}

function rejectOn(signal: AbortSignal): Promise<never> {
  const rejected = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  rejected.catch(() => undefined) // raced against; nobody else waits for it
  return rejected
}
