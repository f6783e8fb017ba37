/**
 * An encoder of letters for tests: words with the same letters in pairs are near. Counts what it was asked
 * to encode, and can be told to fail or to wait.
 */
export interface LetterEncoder {
  model: string
  dimensions: number
  embed: (texts: string[]) => Promise<Float32Array[]>
  texts: string[]
  failing: boolean
}

const DIMENSIONS = 512

export function createLetterEncoder(): LetterEncoder {
  const encoder: LetterEncoder = {
    model: 'letters',
    dimensions: DIMENSIONS,
    texts: [],
    failing: false,
    embed: async (texts) => {
      if (encoder.failing) throw new Error('the encoder is down')
      encoder.texts.push(...texts)
      return texts.map(encode)
    },
  }
  return encoder
}

function encode(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  const letters = text.toLowerCase().replace(/[^a-z]+/g, ' ')
  for (let i = 0; i + 1 < letters.length; i++) {
    const pair = (letters.charCodeAt(i) * 31 + letters.charCodeAt(i + 1)) % DIMENSIONS
    vector[pair] = (vector[pair] ?? 0) + 1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}
