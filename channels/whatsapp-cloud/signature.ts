import { createHmac, timingSafeEqual } from 'node:crypto'

export interface MetaCall {
  appSecret: string
  /** The header `X-Hub-Signature-256`. */
  signature: string | undefined
  /** The body's bytes as they came: JSON written anew has others. */
  raw: Uint8Array
}

/** `sha256=` and the HMAC of the raw bytes with the app's secret, compared in constant time. */
export function checkMetaSignature({ appSecret, signature, raw }: MetaCall): 'ok' | 'missing' | 'bad' {
  if (!signature) return 'missing'
  const given = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1]
  if (given === undefined || appSecret === '') return 'bad'
  const expected = createHmac('sha256', appSecret).update(raw).digest()
  return timingSafeEqual(Buffer.from(given, 'hex'), expected) ? 'ok' : 'bad'
}
