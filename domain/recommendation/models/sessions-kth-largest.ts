/** The k-th largest (from 1) of the first `size` values, which are put into another order (Hoare's quickselect). */
export function kthLargest(values: Float64Array, size: number, k: number): number {
  let low = 0
  let high = size - 1
  const wanted = k - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0
    let [left, right] = [low, high]
    while (left <= right) {
      while ((values[left] ?? 0) > pivot) left++
      while ((values[right] ?? 0) < pivot) right--
      if (left > right) break
      const value = values[left] ?? 0
      values[left++] = values[right] ?? 0
      values[right--] = value
    }
    if (wanted <= right) high = right
    else if (wanted >= left) low = left
    else break
  }
  return values[wanted] ?? 0
}
