import { openText } from './file-text.ts'

/**
 * The lines of a file, gzip or not, in batches as they come off the disk: a step of an async generator for
 * every line would take longer than reading it. Empty lines come too, so that they may be counted.
 */
export async function* textLines(path: string, onBytes?: (bytes: number) => void): AsyncGenerator<string[]> {
  const text = await openText(path, { onBytes })
  let rest = ''
  try {
    for await (const piece of text.pieces) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      yield lines.map(withoutReturn)
    }
    if (rest !== '') yield [withoutReturn(rest)]
  } finally {
    await text.close()
  }
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)
