/** Remembers the vectors of the texts asked for last; two askers of one text at once share the work. */
export interface VectorCache {
  get: (text: string, make: () => Promise<Float32Array | undefined>) => Promise<Float32Array>
}

export function createVectorCache(size: number): VectorCache {
  const held = new Map<string, Promise<Float32Array>>()
  return {
    get(text, make) {
      const known = held.get(text)
      held.delete(text)
      const vector = known ?? make().then(orThrow)
      held.set(text, vector) // last in the map is last used
      vector.catch(() => held.delete(text))
      const [oldest] = held.keys()
      if (held.size > size && oldest !== undefined) held.delete(oldest)
      return vector
    },
  }
}

function orThrow(vector: Float32Array | undefined): Float32Array {
  if (!vector) throw new Error('the encoder answered no vector')
  return vector
}
