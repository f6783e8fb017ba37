import { texts } from '../texts.ts'

const words = texts.offers.form

/** Reads numbers as they are typed; what is none is noted at its field, and an empty one is null. */
export class NumberReader {
  readonly wrong: Record<string, string> = {}
  readonly #digits: number

  /** Of the currency, behind the point. */
  constructor(digits: number) {
    this.#digits = digits
  }

  number = (at: string, text: string): number | null => {
    const plain = text.trim().replace(',', '.')
    if (plain === '') return null
    if (/^\d{1,12}(\.\d+)?$/.test(plain)) return Number(plain)
    this.wrong[at] = words.notANumber
    return null
  }

  whole = (at: string, text: string): number | null => {
    const value = this.number(at, text)
    if (value === null || Number.isInteger(value)) return value
    this.wrong[at] = words.wholeNumber
    return null
  }

  /** In minor units. */
  money = (at: string, text: string): number | null => {
    const value = this.number(at, text)
    if (value === null) return null
    const minor = Number((value * 10 ** this.#digits).toFixed(4))
    if (Number.isInteger(minor)) return minor
    this.wrong[at] = words.notANumber
    return null
  }

  /** As `datetime-local` has it, as an ISO time. */
  moment = (at: string, text: string): string | null => {
    if (text === '') return null
    const time = new Date(text)
    if (!Number.isNaN(time.getTime())) return time.toISOString()
    this.wrong[at] = words.notADate
    return null
  }

  /** For one that must be there. */
  missing = (at: string): number => {
    this.wrong[at] ??= words.notANumber
    return 0
  }
}
