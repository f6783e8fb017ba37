import { open } from 'node:fs/promises'

/** How many lines a file has, for a progress bar. */
export async function countLines(path: string): Promise<number> {
  const file = await open(path)
  let lines = 0
  try {
    for await (const chunk of file.createReadStream({ autoClose: false })) lines += newLinesIn(chunk)
    return lines
  } finally {
    await file.close()
  }
}

function newLinesIn(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++
  return count
}
