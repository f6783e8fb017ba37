import { joinReleased } from '#domain/conversations/index.ts'
import type { Chunk } from '../speak.ts'

/** Keeps what a turn says until its end: nobody wants their phone to ring for every sentence. */
export function gatherReply(): { add: (chunk: Chunk) => true; words: () => Chunk | null } {
  let said: Chunk | null = null
  return {
    add(chunk) {
      const before = said && !chunk.replace ? said : null
      const text = before ? joinReleased(before.text, chunk.text) : chunk.text
      said = { text, parts: [...(before?.parts ?? []), ...(chunk.parts ?? [])], complete: true }
      return true
    },
    words: () => said,
  }
}
