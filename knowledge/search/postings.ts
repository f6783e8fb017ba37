/** Where a term stands: documents by number and, packed, how often in each field. Only ever appended to. */
export class Postings {
  size = 0
  documents: Uint32Array = new Uint32Array(2)
  /** Six bits a field, up to five fields. */
  counts: Uint32Array = new Uint32Array(2)

  push(document: number, counts: number): void {
    if (this.size === this.documents.length) {
      this.documents = grown(this.documents)
      this.counts = grown(this.counts)
    }
    this.documents[this.size] = document
    this.counts[this.size] = counts
    this.size++
  }
}

function grown(old: Uint32Array): Uint32Array {
  const bigger = new Uint32Array(old.length * 2)
  bigger.set(old)
  return bigger
}

export const COUNT_BITS = 6
const MOST = 2 ** COUNT_BITS - 1

/** `packed` with one more in `field`, up to 63. */
export function addOne(packed: number, field: number): number {
  const shift = field * COUNT_BITS
  return ((packed >>> shift) & MOST) === MOST ? packed : packed + 2 ** shift
}

export function countIn(packed: number, field: number): number {
  return (packed >>> (field * COUNT_BITS)) & MOST
}
