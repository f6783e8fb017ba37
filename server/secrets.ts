import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from './config.ts'

export interface Secrets {
  /** Shared with the shop's site, which signs identity tokens with it. */
  identity: string
  /** What a token may be signed with: the secret, and the one before it while it is being changed. */
  identityAccepted: string[]
  /** Ours alone: for hashes of addresses, and for repeatable session secrets. */
  server: string
}

const MIN_CHARS = 32
const stored = z.object({ identity: z.string().min(MIN_CHARS), server: z.string().min(MIN_CHARS) })

/**
 * From the environment; with the embedded database missing ones are made once and kept in
 * `DATA_DIR/secrets.json` (0600). With a server every process must share them, so a missing one is an error.
 */
export function readSecrets(config: Config, dataDir: string | undefined, onServer: boolean): Secrets {
  const { IDENTITY_SECRET, SERVER_SECRET, IDENTITY_SECRET_OLD } = config
  for (const [name, value] of Object.entries({ IDENTITY_SECRET, SERVER_SECRET, IDENTITY_SECRET_OLD }))
    if (value && value.length < MIN_CHARS) throw new Error(`${name} needs at least ${MIN_CHARS} characters`)
  if (onServer && !(IDENTITY_SECRET && SERVER_SECRET))
    throw new Error(
      'with DATABASE_URL set, IDENTITY_SECRET and SERVER_SECRET must be set too (e.g. openssl rand -hex 32)',
    )
  const own = IDENTITY_SECRET && SERVER_SECRET ? null : storedSecrets(dataDir)
  const identity = IDENTITY_SECRET ?? own?.identity ?? ''
  return {
    identity,
    identityAccepted: [identity, ...(IDENTITY_SECRET_OLD ? [IDENTITY_SECRET_OLD] : [])],
    server: SERVER_SECRET ?? own?.server ?? '',
  }
}

function storedSecrets(dataDir: string | undefined): z.output<typeof stored> {
  const made = { identity: randomBytes(32).toString('hex'), server: randomBytes(32).toString('hex') }
  if (dataDir === undefined || dataDir === 'memory') return made
  const path = join(dataDir, 'secrets.json')
  if (existsSync(path)) return readStored(path)
  mkdirSync(dataDir, { recursive: true })
  const building = `${path}.${process.pid}`
  writeFileSync(building, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  renameSync(building, path)
  return made
}

function readStored(path: string): z.output<typeof stored> {
  chmodSync(path, 0o600) // it may have come back from a backup with wider rights
  try {
    return stored.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new Error(`${path} is not readable as secrets: restore it, or remove it to make new ones`)
  }
}

/** A keyed hash for one purpose, e.g. of an address that must not be stored. */
export function keyedHash(secrets: Secrets, purpose: string, value: string): string {
  return createHmac('sha256', secrets.server).update(`${purpose}\0${value}`).digest('base64url')
}
