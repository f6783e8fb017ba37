import type { BaseChatModel } from '@langchain/core/language_models/chat_models'

export interface ChatModelOptions {
  apiKey: string
  /** Any server that speaks chat-completions; OpenAI's own where it is absent. */
  baseUrl?: string | undefined
  model: string
  /** For one request, first byte to last. */
  timeoutMs: number
}

/**
 * A chat model behind any OpenAI-compatible address. It never retries by itself: the agent decides whether
 * to wait for a `Retry-After`, because it knows how long the shopper has been waiting.
 */
export async function createChatModel(options: ChatModelOptions): Promise<BaseChatModel> {
  const { ChatOpenAI } = await import('@langchain/openai')
  return new ChatOpenAI({
    apiKey: options.apiKey,
    model: options.model,
    timeout: options.timeoutMs,
    maxRetries: 0,
    streaming: true,
    streamUsage: false,
    useResponsesApi: false,
    // a client that logs would write a shopper's words to the console
    configuration: { maxRetries: 0, logLevel: 'off', ...(options.baseUrl && { baseURL: options.baseUrl }) },
  })
}
