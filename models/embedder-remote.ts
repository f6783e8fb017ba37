import type { Embedder, RemoteEmbedderOptions } from './embedder.ts'
import { normalise } from './vector-length.ts'

const DIMENSIONS = 512 // what our tables hold; the provider shortens its vectors to it
const BATCH = 64
const TIMEOUT_MS = 20_000

/** Embeddings of any server that speaks OpenAI's protocol; vectors of another length are refused by name. */
export async function createRemoteEncoder(options: RemoteEmbedderOptions): Promise<Embedder> {
  const { OpenAI } = await import('openai')
  const model = options.model ?? 'text-embedding-3-small'
  const client = new OpenAI({
    apiKey: options.apiKey,
    ...(options.baseUrl && { baseURL: options.baseUrl }),
    timeout: TIMEOUT_MS,
    maxRetries: 2,
  })
  const embedBatch = async (input: string[]): Promise<Float32Array[]> => {
    const answer = await client.embeddings.create({
      model,
      input,
      dimensions: DIMENSIONS,
      encoding_format: 'float',
    })
    const vectors = answer.data
      .sort((a, b) => a.index - b.index)
      .map((row) => Float32Array.from(row.embedding))
    if (vectors.length !== input.length || vectors.some((vector) => vector.length !== DIMENSIONS))
      throw new Error(`${model} does not answer ${DIMENSIONS} dimensions for each text`)
    return vectors.map(normalise)
  }
  return {
    model,
    dimensions: DIMENSIONS,
    embed: async (texts) => {
      const vectors: Float32Array[] = []
      for (let at = 0; at < texts.length; at += BATCH)
        vectors.push(...(await embedBatch(texts.slice(at, at + BATCH))))
      return vectors
    },
    close: async () => {},
  }
}
