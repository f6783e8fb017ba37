import { createWriteStream, type WriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { BadInput } from '../command.ts'
import type { BadRecord } from './record-kind.ts'

/** Keeps what is left out, as it stood, so that it can be mended and imported; and beside it why. */
export class RejectedFile {
  private readonly path: string
  private rows: WriteStream | null = null
  private reasons: WriteStream | null = null

  constructor(cwd: string, name: string) {
    this.path = resolve(cwd, name)
  }

  /** Nothing is made until there is something to keep. */
  async write(file: string, headerText: string | null, bad: readonly BadRecord[]): Promise<void> {
    if (bad.length === 0) return
    if (this.rows === null) {
      this.rows = await opened(this.path)
      this.reasons = await opened(`${this.path}.reasons`)
      if (headerText !== null) this.rows.write(`${headerText}\n`)
    }
    for (const { line, raw, field, message } of bad) {
      this.rows.write(`${raw}\n`)
      this.reasons?.write(`${file}:${line} ${field} ${message}\n`)
    }
    if (this.rows.writableNeedDrain) await new Promise<void>((done) => this.rows?.once('drain', () => done()))
  }

  async close(): Promise<void> {
    for (const stream of [this.rows, this.reasons])
      if (stream) await new Promise<void>((done) => stream.end(done))
  }
}

function opened(path: string): Promise<WriteStream> {
  return new Promise((done, fail) => {
    const stream = createWriteStream(path, { flags: 'w', mode: 0o600 }) // it names people
    stream.once('open', () => done(stream))
    stream.once('error', (error) => fail(new BadInput(`--rejected: ${error.message}`)))
  })
}
