import { BaseChatModel, type BindToolsInput } from '@langchain/core/language_models/chat_models'
import { AIMessageChunk, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs'

/** What a hostile model says next: words, calls, or a failure. */
export type HostileMove =
  | { say: string }
  | { call: { name: string; args: unknown }[]; say?: string }
  | { throw: true }

/** A model that does what it is told by a script, however wicked; `round` counts its calls in this turn. */
export class HostileModel extends BaseChatModel {
  readonly move: (round: number, seen: readonly BaseMessage[]) => HostileMove

  constructor(move: (round: number, seen: readonly BaseMessage[]) => HostileMove) {
    super({})
    this.move = move
  }

  override _llmType(): string {
    return 'hostile'
  }

  override bindTools(_tools: BindToolsInput[]): HostileModel {
    return this
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const message = this.#next(messages)
    return { generations: [{ text: message.text, message }] }
  }

  override async *_streamResponseChunks(messages: BaseMessage[]): AsyncGenerator<ChatGenerationChunk> {
    const message = this.#next(messages)
    for (let at = 0; at < message.text.length; at += 17) {
      const piece = message.text.slice(at, at + 17)
      yield new ChatGenerationChunk({ text: piece, message: new AIMessageChunk({ content: piece }) })
    }
    const calls = new AIMessageChunk({ content: '', tool_call_chunks: message.tool_call_chunks })
    yield new ChatGenerationChunk({ text: '', message: calls })
  }

  #next(messages: BaseMessage[]): AIMessageChunk {
    const lastHuman = messages.findLastIndex((message) => message instanceof HumanMessage)
    const round = messages.slice(lastHuman + 1).filter((message) => !(message instanceof ToolMessage)).length
    const move = this.move(round, messages)
    if ('throw' in move) throw new Error('scripted failure')
    const tool_call_chunks = ('call' in move ? move.call : []).map((call, index) => ({
      name: call.name,
      args: typeof call.args === 'string' ? call.args : JSON.stringify(call.args),
      id: `hostile_${round}_${index}`,
      index,
      type: 'tool_call_chunk' as const,
    }))
    return new AIMessageChunk({ content: move.say ?? '', tool_call_chunks })
  }
}
