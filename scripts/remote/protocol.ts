import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { z } from 'zod'

/** What `rapport` beside a running server and that server say to each other: JSON, one message a line. */
export const fromClient = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run'),
    version: z.string(),
    argv: z.array(z.string()),
    cwd: z.string(),
    interactive: z.boolean(),
  }),
  z.object({ type: z.literal('stdin'), base64: z.string() }),
  z.object({ type: z.literal('stdin.end') }),
  z.object({ type: z.literal('cancel') }),
])
export type FromClient = z.infer<typeof fromClient>

export const fromServer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stdin.wanted') }),
  z.object({ type: z.literal('stdout'), text: z.string() }),
  z.object({ type: z.literal('stderr'), text: z.string() }),
  z.object({
    type: z.literal('progress'),
    bar: z.number(),
    label: z.string(),
    value: z.number(),
    total: z.number(),
  }),
  z.object({ type: z.literal('progress.done'), bar: z.number() }),
  z.object({ type: z.literal('exit'), code: z.number() }),
])
export type FromServer = z.infer<typeof fromServer>

/** Answers a function that sends. Lines that are no message of the protocol end the connection. */
export function speak<In, Out>(
  socket: Socket,
  schema: z.ZodType<In>,
  onMessage: (message: In) => void,
): (message: Out) => void {
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', (line) => {
    const message = parse(line, schema)
    if (message === null) socket.destroy()
    else onMessage(message)
  })
  return (message) => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`)
  }
}

function parse<T>(line: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(line))
  } catch {
    return null
  }
}
