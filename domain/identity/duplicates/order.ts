import { forEachPaced, type Pause } from './pause.ts'

/** FNV-1a in 53 bits' worth of two halves: enough that two different records of a shop never share one. */
function contentHash(row: readonly string[]): number {
  let low = 0x811c9dc5
  let high = 0x1b873593
  for (const value of row) {
    for (let at = 0; at < value.length; at++) {
      low = Math.imul(low ^ value.charCodeAt(at), 0x01000193)
      high = Math.imul(high ^ value.charCodeAt(at), 0x85ebca6b)
    }
    low = Math.imul(low ^ 0x1f, 0x01000193)
    high = Math.imul(high ^ 0x1f, 0xc2b2ae35)
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0)
}

/** The places of the rows in an order that depends on their contents alone, not on how they came or on any id. */
export async function contentOrder(rows: readonly (readonly string[])[], pause: Pause): Promise<number[]> {
  const places = new Map<number, number[]>()
  await forEachPaced(rows, pause, (row, at) => {
    const hash = contentHash(row)
    const same = places.get(hash)
    if (same) same.push(at)
    else places.set(hash, [at])
  })
  return sortedInParts(places, pause)
}

const PARTS = 64

/** By hash, one range of hashes at a time, so that no single sort is long. */
async function sortedInParts(places: ReadonlyMap<number, number[]>, pause: Pause): Promise<number[]> {
  const parts = Array.from({ length: PARTS }, (): number[] => [])
  for (const hash of places.keys()) parts[Math.floor((hash / 2 ** 53) * PARTS)]?.push(hash)
  const order: number[] = []
  for (const part of parts) {
    for (const hash of Float64Array.from(part).sort()) order.push(...(places.get(hash) ?? []))
    await pause(part.length)
  }
  return order
}
