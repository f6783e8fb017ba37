/**
 * The candidates with the highest scores above zero, highest first; of two as high, the smaller number. A heap
 * of `limit` entries, so that thousands of candidates cost little more than a look at each.
 */
export function strongest(
  scores: ArrayLike<number>,
  candidates: ArrayLike<number>,
  limit: number,
): Int32Array {
  const heap = new Int32Array(Math.min(limit, candidates.length))
  let size = 0
  const weaker = (a: number, b: number): boolean => {
    const [left, right] = [scores[a] ?? 0, scores[b] ?? 0]
    return left < right || (left === right && a > b)
  }
  const sink = (from: number, length: number) => {
    let at = from
    const moving = heap[at] ?? 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= length) break
      if (child + 1 < length && weaker(heap[child + 1] ?? 0, heap[child] ?? 0)) child++
      if (!weaker(heap[child] ?? 0, moving)) break
      heap[at] = heap[child] ?? 0
      at = child
    }
    heap[at] = moving
  }
  for (let c = 0; c < candidates.length; c++) {
    const candidate = candidates[c] ?? 0
    if (!((scores[candidate] ?? 0) > 0)) continue
    if (size < heap.length) {
      heap[size++] = candidate
      if (size === heap.length) for (let at = size >> 1; at >= 0; at--) sink(at, size)
    } else if (size > 0 && weaker(heap[0] ?? 0, candidate)) {
      heap[0] = candidate
      sink(0, size)
    }
  }
  const found = heap.subarray(0, size)
  return found.slice().sort((a, b) => (weaker(b, a) ? -1 : 1))
}
