/** One value of a JSON file: in JSON lines its line, in a list its position, both from 1. */
export type JsonEntry =
  | { line: number; raw: string; value: unknown }
  | { line: number; raw: string; field: string; message: string }

/** Takes a file apart that holds one JSON value a line. */
export class LineSplitter {
  private held = ''
  private line = 0

  push(piece: string): JsonEntry[] {
    const lines = (this.held + piece).split('\n')
    this.held = lines.pop() ?? ''
    return lines.flatMap((text) => this.entry(text))
  }

  end(): JsonEntry[] {
    return this.entry(this.held)
  }

  private entry(text: string): JsonEntry[] {
    this.line++
    const raw = text.endsWith('\r') ? text.slice(0, -1) : text
    return raw.trim() === '' ? [] : [entryOf(raw, this.line)]
  }
}

/** Takes a file apart that holds one JSON list, value by value: the list is never in memory as a whole. */
export class ListSplitter {
  private held = ''
  private position = 0
  private state: 'before' | 'inside' | 'after' = 'before'

  push(piece: string): JsonEntry[] {
    return this.split(this.held + piece)
  }

  end(): JsonEntry[] {
    const found = this.split(this.held)
    if (this.state === 'before') return [this.bad('a .json file must hold a list')]
    return this.state === 'inside' ? [...found, this.bad('the list is cut short')] : found
  }

  private bad(message: string): JsonEntry {
    return { line: this.position + 1, raw: this.held.slice(0, 1000), field: 'line', message }
  }

  private split(text: string): JsonEntry[] {
    const found: JsonEntry[] = []
    let at = 0
    for (;;) {
      at = skip(text, at, this.state === 'inside' ? /[\s,]*/y : /\s*/y)
      if (at >= text.length || this.state === 'after') break
      if (this.state === 'before') {
        if (text[at] !== '[') break
        this.state = 'inside'
        at++
        continue
      }
      if (text[at] === ']') {
        this.state = 'after'
        continue
      }
      const end = valueEnd(text, at)
      if (end < 0) break
      found.push(entryOf(text.slice(at, end).trimEnd(), ++this.position))
      at = end
    }
    this.held = text.slice(at)
    return found
  }
}

function skip(text: string, from: number, what: RegExp): number {
  what.lastIndex = from
  what.test(text)
  return Math.max(from, what.lastIndex)
}

const marks = /["[\]{},]/g

/** Where the value that begins here ends: before the comma or bracket that follows it; -1: not in this text. */
function valueEnd(text: string, start: number): number {
  let depth = 0
  marks.lastIndex = start
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const [character] = mark
    if (character === '"') {
      const close = stringEnd(text, mark.index)
      if (close < 0) return -1
      marks.lastIndex = close + 1
    } else if (depth === 0 && (character === ',' || character === ']' || character === '}'))
      return character === '}' ? mark.index + 1 : mark.index
    else if (character === '[' || character === '{') depth++
    else if (character === ']' || character === '}') depth--
  }
  return -1
}

/** The quote that ends the string that begins here; -1: not in this text. */
function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return -1
}

function entryOf(raw: string, line: number): JsonEntry {
  try {
    return { line, raw, value: JSON.parse(raw) }
  } catch {
    return { line, raw, field: 'line', message: 'is not JSON' }
  }
}
