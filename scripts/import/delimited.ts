/** One row: where it began (lines count from 1), as it stood in the file, and its fields. */
export interface Row {
  line: number
  raw: string
  fields: string[]
}

/** A field in quotes that has not ended by here is no field in quotes. */
const MOST_CHARS = 200_000

/**
 * Splits delimited text into rows as it comes in. A field in double quotes may hold delimiters, line ends and
 * doubled quotes (RFC 4180). A quote that opens nothing sensible, such as `7" single`, is a character like any
 * other. Empty lines are passed over. (csv-parse takes twice as long over half a million real lines, measured,
 * and cannot tell such a quote from one that opens a field.)
 */
export class RowSplitter {
  private readonly delimiter: string
  /** How many fields a row has, once that is known: it tells a stray quote from a field of several lines. */
  width: number | null = null
  private held = ''
  private line = 1
  private oldMac: boolean | null = null

  constructor(delimiter: string) {
    this.delimiter = delimiter
  }

  push(piece: string): Row[] {
    return this.split(this.held + this.withLineFeeds(piece), false)
  }

  end(): Row[] {
    return this.split(this.held, true)
  }

  /** Some spreadsheets end lines with a carriage return alone. */
  private withLineFeeds(piece: string): string {
    if (this.oldMac === null && /[\r\n]/.test(piece))
      this.oldMac = /\r(?!\n|$)/.test(piece) && !piece.includes('\n')
    return this.oldMac ? piece.replaceAll('\r', '\n') : piece
  }

  private split(text: string, final: boolean): Row[] {
    const rows: Row[] = []
    let at = 0
    let quote = text.indexOf('"')
    while (at < text.length) {
      const feed = text.indexOf('\n', at)
      if (feed < 0 && !final) break
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at)
      const end = feed < 0 ? text.length : feed
      const plain = quote < 0 || quote > end
      const row = plain ? this.plainRow(text, at, end) : this.quotedRow(text, at, end, final)
      if (row === null) break
      if (row.raw !== '') rows.push(row)
      at = row.next
      this.line += row.lines
    }
    this.held = text.slice(at)
    return rows
  }

  private plainRow(text: string, start: number, end: number) {
    const raw = text.slice(start, text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end)
    return { line: this.line, raw, fields: raw.split(this.delimiter), next: end + 1, lines: 1 }
  }

  /** null: the row goes on in text that is still to come. */
  private quotedRow(text: string, start: number, end: number, final: boolean) {
    const fields: string[] = []
    let at = start
    for (;;) {
      const field = this.fieldAt(text, at, final)
      if (field === null && text.length - start < MOST_CHARS) return null
      if (field === null) return this.plainRow(text, start, end)
      fields.push(field.value)
      at = field.end
      if (text[at] !== this.delimiter) break
      at++
    }
    const raw = text.slice(start, text[at] === '\n' && text[at - 1] === '\r' ? at - 1 : at)
    const lines = 1 + (at > end ? feedsIn(raw) : 0)
    if (lines > 1 && this.isSwallowed(raw, fields.length)) return this.plainRow(text, start, end)
    return { line: this.line, raw, fields, next: at + 1, lines }
  }

  /**
   * Whether a stray quote has run on until the next one: the columns do not come out, or, in tab-separated
   * text, where hardly any field holds tabs and line ends at once, every line taken by itself is a whole row.
   */
  private isSwallowed(raw: string, columns: number): boolean {
    if (this.width === null) return false
    if (columns !== this.width) return true
    if (this.delimiter !== '\t' || this.width === 1) return false
    return raw.split('\n').every((line) => line.split('\t').length === this.width)
  }

  /** The field that begins here; it ends before a delimiter, a line feed or the end of the text. */
  private fieldAt(text: string, start: number, final: boolean): { value: string; end: number } | null {
    if (text[start] === '"') {
      const close = closingQuote(text, start)
      if (close < 0 && !final) return null
      if (close >= 0) {
        let end = close + 1
        if (text[end] === '\r' && (text[end + 1] === '\n' || end + 1 === text.length)) end++
        if (end === text.length && !final) return null
        if (end === text.length || text[end] === '\n' || (text[end] === this.delimiter && end === close + 1))
          return { value: text.slice(start + 1, close).replaceAll('""', '"'), end }
      }
    }
    return this.bareField(text, start, final)
  }

  private bareField(text: string, start: number, final: boolean): { value: string; end: number } | null {
    const feed = text.indexOf('\n', start)
    if (feed < 0 && !final) return null
    const lineEnd = feed < 0 ? text.length : feed
    const next = text.indexOf(this.delimiter, start)
    if (next >= 0 && next < lineEnd) return { value: text.slice(start, next), end: next }
    return { value: text.slice(start, text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd), end: lineEnd }
  }
}

function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at - open > MOST_CHARS ? -1 : at
}

function feedsIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

const candidates = ['\t', ';', '|', ',']

/** The delimiter of a file, by its first line: the one that gives `width` fields where that is known, else the most. */
export function guessDelimiter(firstLine: string, width: number | null): string {
  const bare = firstLine.replace(/"(?:[^"]|"")*"/g, '')
  const counts = candidates.map((delimiter) => bare.split(delimiter).length)
  const fitting = width === null ? -1 : counts.indexOf(width)
  const most = counts.indexOf(Math.max(...counts))
  return candidates[fitting >= 0 ? fitting : most] ?? ','
}
