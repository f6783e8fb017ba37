import { z } from 'zod'
import { Problem } from '#contract/problem.ts'

interface Place {
  lastAt: Date
  channel: string
  address: string
}

const place = z.tuple([z.iso.datetime(), z.string(), z.string()])

/** Where a page of the list ended, as a text that the console hands back. */
export function cursorOf({ lastAt, channel, address }: Place): string {
  return Buffer.from(JSON.stringify([lastAt.toISOString(), channel, address])).toString('base64url')
}

/** Throws a Problem where it is none of ours. */
export function readCursor(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null
  const read = place.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()))
  if (!read.success) throw new Problem('bad-request', 'This is not a cursor of this list')
  const [lastAt, channel, address] = read.data
  return { lastAt: new Date(lastAt), channel, address }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
