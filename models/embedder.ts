import { createOfflineEncoder } from './embedder-offline.ts'
import { createRemoteEncoder } from './embedder-remote.ts'
import { createVectorCache } from './vector-cache.ts'

/** Turns texts into vectors of unit length, so that their dot product is the cosine. */
export interface Embedder {
  /** Names the encoder: vectors of two models are never compared. */
  model: string
  dimensions: number
  /** One vector a text, in their order. A single text waits for a slice of a batch, not for all of it. */
  embed: (texts: string[]) => Promise<Float32Array[]>
  /** Ends the worker; what still waits is rejected. */
  close: () => Promise<void>
}

export interface RemoteEmbedderOptions {
  apiKey: string
  /** Any server that speaks OpenAI's embeddings protocol. */
  baseUrl?: string | undefined
  model?: string | undefined
}

const REMEMBERED_QUERIES = 1000

/**
 * The encoder of the shop: `offline` needs no account and runs in a worker thread that starts with the
 * first text; otherwise the provider's. Single texts (queries) are remembered.
 */
export async function createEmbedder(options: RemoteEmbedderOptions | 'offline'): Promise<Embedder> {
  const encoder = options === 'offline' ? createOfflineEncoder() : await createRemoteEncoder(options)
  const cache = createVectorCache(REMEMBERED_QUERIES)
  return {
    ...encoder,
    embed: async (texts) => {
      const [only] = texts
      if (only === undefined) return []
      if (texts.length > 1) return encoder.embed(texts)
      return [await cache.get(only, async () => (await encoder.embed(texts))[0])]
    },
  }
}
