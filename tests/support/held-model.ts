import { SimpleChatModel } from '@langchain/core/language_models/chat_models'
import type { BaseMessage } from '@langchain/core/messages'

/** A chat model that answers when the test lets it, so that something can happen while it thinks. */
export class HeldModel extends SimpleChatModel {
  /** How many calls have begun. */
  asked = 0
  private waiting: ((text: string) => void)[] = []

  constructor() {
    super({})
  }

  _llmType(): string {
    return 'held'
  }

  override bindTools(): this {
    return this
  }

  _call(_messages: BaseMessage[]): Promise<string> {
    this.asked++
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  /** Every call that waits answers this. */
  answer(text: string): void {
    for (const resolve of this.waiting.splice(0)) resolve(text)
  }
}
