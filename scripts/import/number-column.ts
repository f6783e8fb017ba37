/** A column of numbers that grows as a file is read: eight bytes each, where an object for a row takes a hundred. */
export class NumberColumn {
  private values = new Float64Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new Float64Array(this.length * 2)
      wider.set(this.values)
      this.values = wider
    }
    this.values[this.length++] = value
  }

  /** What has been pushed; not a copy. */
  all(): Float64Array {
    return this.values.subarray(0, this.length)
  }
}
