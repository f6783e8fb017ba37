import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager'
import { BaseChatModel, type BindToolsInput } from '@langchain/core/language_models/chat_models'
import { AIMessageChunk, type BaseMessage } from '@langchain/core/messages'
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs'
import { decide } from './decide.ts'
import { readHistory } from './history.ts'
import { type Lexis, lexisOf, type Vocabulary } from './understand/lexis.ts'

/**
 * The chat model that needs no key and no network. It understands a shopper's request by lexicons and by
 * what this shop's catalog speaks of, asks for the same tools as any other model, and answers from their
 * results alone. The same conversation always gets the same answer.
 */
export class OfflineModel extends BaseChatModel {
  #lexis: () => Lexis
  #mayCall: boolean

  constructor(lexis: () => Lexis, mayCall = false) {
    super({})
    this.#lexis = lexis
    this.#mayCall = mayCall
  }

  override _llmType(): string {
    return 'offline'
  }

  override bindTools(tools: BindToolsInput[]) {
    return new OfflineModel(this.#lexis, tools.length > 0)
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const message = this.#answer(messages)
    return { generations: [{ text: message.text, message }] }
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    _options: this['ParsedCallOptions'],
    manager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const message = this.#answer(messages)
    await manager?.handleLLMNewToken(message.text)
    yield new ChatGenerationChunk({ text: message.text, message })
  }

  #answer(messages: BaseMessage[]): AIMessageChunk {
    const decision = decide(readHistory(messages), this.#lexis(), this.#mayCall)
    if (!('spoken' in decision)) {
      const tool_call_chunks = decision.calls.map((call, index) => ({
        name: call.name,
        args: JSON.stringify(call.args),
        id: call.id,
        index,
        type: 'tool_call_chunk' as const,
      }))
      return new AIMessageChunk({
        content: '',
        tool_call_chunks,
        response_metadata: { finish_reason: 'tool_calls' },
      })
    }
    const { text, choices } = decision.spoken
    return new AIMessageChunk({
      content: text,
      additional_kwargs: { choices: choices ?? [] },
      response_metadata: { finish_reason: 'stop' },
    })
  }
}

/** A model that reads the shop's vocabulary anew whenever it has changed. */
export function createOfflineModel(vocabulary: () => Vocabulary): BaseChatModel {
  return new OfflineModel(() => lexisOf(vocabulary()))
}
