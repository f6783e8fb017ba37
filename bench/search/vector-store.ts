import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Embedder } from '#knowledge/search/index.ts'

/**
 * An encoder that remembers on disk what it has encoded, outside the project: twenty thousand titles take the
 * offline encoder minutes, and a bench is run often.
 */
export async function rememberingEmbedder(
  inner: Embedder,
): Promise<Embedder & { close: () => Promise<void> }> {
  const file = join(tmpdir(), `rapport-bench-vectors-${inner.model}.ndjson`)
  const known = new Map<string, Float32Array>()
  if (existsSync(file))
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const [key, vector] = line.split(' ')
      if (key && vector?.length === 2732) known.set(key, fromText(vector))
    }
  const out = createWriteStream(file, { flags: 'a' })
  return {
    ...inner,
    embed: async (texts) => {
      const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text)))
      const made = missing.length > 0 ? await inner.embed(missing) : []
      missing.forEach((text, at) => {
        const vector = Float32Array.from(made[at] ?? [])
        known.set(keyOf(text), vector)
        out.write(`${keyOf(text)} ${Buffer.from(vector.buffer).toString('base64')}\n`)
      })
      return texts.map((text) => known.get(keyOf(text)) ?? new Float32Array(inner.dimensions))
    },
    close: () => new Promise((resolve) => out.end(resolve)),
  }
}

const keyOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22)

function fromText(text: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'))
  return new Float32Array(bytes.buffer)
}
