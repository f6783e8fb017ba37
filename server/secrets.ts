import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { newVapidKeys, type VapidKeys } from '#channels/index.ts'
import type { Config } from './config.ts'

export interface Secrets {
  /** Shared with the shop's site, which signs identity tokens with it. */
  identity: string
  /** What a token may be signed with: the secret, and the one before it while it is being changed. */
  identityAccepted: string[]
  /** Ours alone: for hashes of addresses, and for repeatable session secrets. */
  server: string
  /** For the HMACs of the suppression list. Never changed: the list would forget everybody. */
  suppression: string
  /** Signs the links that shoppers get: preferences, unsubscribe, confirm. */
  link: string
  /** Who we are to browsers' push services; null: not set, with a server. */
  vapid: VapidKeys | null
}

const MIN_CHARS = 32
const secret = z.string().min(MIN_CHARS)
// those that may be missing came later: a file from before is completed
const stored = z.object({
  identity: secret,
  server: secret,
  suppression: secret.optional(),
  link: secret.optional(),
  vapid: z.object({ publicKey: secret, privateKey: secret }).optional(),
})
type Stored = Required<z.output<typeof stored>>

/**
 * From the environment; with the embedded database missing ones are made once and kept in
 * `DATA_DIR/secrets.json` (0600). With a server every process must share them, so a missing one is an error.
 */
export function readSecrets(config: Config, dataDir: string | undefined, onServer: boolean): Secrets {
  const { IDENTITY_SECRET, SERVER_SECRET, IDENTITY_SECRET_OLD, SUPPRESSION_KEY, LINK_KEY } = config
  const needed = { IDENTITY_SECRET, SERVER_SECRET, SUPPRESSION_KEY, LINK_KEY }
  for (const [name, value] of Object.entries({ ...needed, IDENTITY_SECRET_OLD }))
    if (value && value.length < MIN_CHARS) throw new Error(`${name} needs at least ${MIN_CHARS} characters`)
  const complete = Object.values(needed).every((value) => value)
  if (onServer && !complete)
    throw new Error(
      'with DATABASE_URL set, IDENTITY_SECRET and SERVER_SECRET, SUPPRESSION_KEY and LINK_KEY must be set too (e.g. openssl rand -hex 32)',
    )
  const vapid = givenVapid(config)
  const own = complete && (vapid || onServer) ? null : storedSecrets(dataDir)
  const identity = IDENTITY_SECRET ?? own?.identity ?? ''
  return {
    identity,
    identityAccepted: [identity, ...(IDENTITY_SECRET_OLD ? [IDENTITY_SECRET_OLD] : [])],
    server: SERVER_SECRET ?? own?.server ?? '',
    suppression: SUPPRESSION_KEY ?? own?.suppression ?? '',
    link: LINK_KEY ?? own?.link ?? '',
    vapid: vapid ?? own?.vapid ?? null,
  }
}

/** The pair of the environment; half a pair is a mistake. */
function givenVapid({ VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY }: Config): VapidKeys | null {
  if (VAPID_PUBLIC_KEY && VAPID_PRIVATE_KEY)
    return { publicKey: VAPID_PUBLIC_KEY, privateKey: VAPID_PRIVATE_KEY }
  if (VAPID_PUBLIC_KEY || VAPID_PRIVATE_KEY)
    throw new Error('VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY belong together')
  return null
}

function storedSecrets(dataDir: string | undefined): Stored {
  const fresh = () => randomBytes(32).toString('hex')
  const made = {
    identity: fresh(),
    server: fresh(),
    suppression: fresh(),
    link: fresh(),
    vapid: newVapidKeys(),
  }
  if (dataDir === undefined || dataDir === 'memory') return made
  const path = join(dataDir, 'secrets.json')
  const known = existsSync(path) ? readStored(path) : {}
  const whole = { ...made, ...known }
  if (Object.keys(made).every((name) => name in known)) return whole
  mkdirSync(dataDir, { recursive: true })
  const building = `${path}.${process.pid}`
  writeFileSync(building, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 })
  renameSync(building, path)
  return whole
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
