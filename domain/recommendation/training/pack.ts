import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { gunzip, gzip } from 'node:zlib'
import type { Learnt } from './learnt.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** What a stored model looks like. Raised with every change of it: other processes leave alone what they do not know. */
export const FORMAT = 3

/** Bytes for the database; packed off the main thread. */
export async function packModels(learnt: Learnt): Promise<Buffer> {
  return pack(serialize(learnt), { level: 1 })
}

/** The same again. */
export async function unpackModels(bytes: Uint8Array): Promise<Learnt> {
  const learnt: Learnt = deserialize(await unpack(bytes))
  return learnt
}
