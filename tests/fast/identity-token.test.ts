import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signIdentityToken, verifyIdentityToken } from '#domain/identity/index.ts'

const secret = 'a shop secret of some length'
const now = new Date('2026-03-02T10:00:00Z')
const seconds = now.getTime() / 1000
const at = (offset: number) => new Date(now.getTime() + offset * 1000)
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token as another program would write it. */
function forge(header: object, payload: unknown, key = secret, hash = 'sha256'): string {
  const signed = `${encode(header)}.${encode(payload)}`
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`
}
const hs256 = { alg: 'HS256', typ: 'JWT' }
const good = { sub: 'u1', iat: seconds, exp: seconds + 600 }
const reason = async (token: string, when = now, secrets = [secret]) => {
  const answer = await verifyIdentityToken(secrets, token, when)
  return answer.ok ? 'ok' : answer.reason
}

describe('an identity token', () => {
  test('made by us or by any JWT library is read with its claims', async () => {
    const token = await signIdentityToken(secret, { sub: 'u1', email: 'u1@example.com', name: 'Uma' }, now)
    const claims = { sub: 'u1', email: 'u1@example.com', name: 'Uma', iat: seconds, exp: seconds + 600 }
    expect(await verifyIdentityToken([secret], token, now)).toEqual({ ok: true, claims })
    expect(await reason(forge(hs256, good))).toBe('ok')
  })

  test('is accepted with any of the secrets in use', async () => {
    expect(await reason(forge(hs256, good), now, ['new', secret])).toBe('ok')
    expect(await reason(forge(hs256, good), now, ['new', ''])).toBe('bad_signature')
    expect(await reason(forge(hs256, good, ''), now, [''])).toBe('bad_signature')
    expect(await reason(forge(hs256, good), now, [])).toBe('bad_signature')
  })

  test('lives from its iat to its exp, give or take a minute, for at most an hour', async () => {
    const token = forge(hs256, good)
    expect(await reason(token, at(659))).toBe('ok')
    expect(await reason(token, at(660))).toBe('expired')
    expect(await reason(token, at(-60))).toBe('ok')
    expect(await reason(token, at(-61))).toBe('not_yet_valid')
    expect(await reason(forge(hs256, { ...good, exp: seconds + 3600 }))).toBe('ok')
    expect(await reason(forge(hs256, { ...good, exp: seconds + 3601 }))).toBe('too_long_lived')
    expect(await reason(forge(hs256, { ...good, nbf: seconds + 61 }))).toBe('not_yet_valid')
    expect(await reason(forge(hs256, { ...good, exp: seconds - 10 }))).toBe('expired')
  })

  test.each([
    ['alg none', `${encode({ alg: 'none' })}.${encode(good)}.`, 'wrong_algorithm'],
    ['HS512', forge({ alg: 'HS512' }, good, secret, 'sha512'), 'wrong_algorithm'],
    ['RS256 signed as HMAC', forge({ alg: 'RS256' }, good), 'wrong_algorithm'],
    ['another secret', forge(hs256, good, 'other'), 'bad_signature'],
    [
      'a changed payload',
      forge(hs256, good).replace(/\.[^.]*\./, `.${encode({ ...good, sub: 'admin' })}.`),
      'bad_signature',
    ],
    ['an unknown critical header', forge({ ...hs256, crit: ['x'], x: 1 }, good), 'bad_signature'],
    ['no subject', forge(hs256, { iat: seconds, exp: seconds + 1 }), 'missing_subject'],
    ['a blank subject', forge(hs256, { ...good, sub: ' ' }), 'missing_subject'],
    ['a subject that is no text', forge(hs256, { ...good, sub: { $ne: '' } }), 'missing_subject'],
    ['an exp that is no number', forge(hs256, { ...good, exp: '9999999999' }), 'malformed'],
    ['no exp', forge(hs256, { sub: 'u1', iat: seconds }), 'malformed'],
    ['a subject of 201 characters', forge(hs256, { ...good, sub: 'x'.repeat(201) }), 'malformed'],
    ['a payload that is no object', forge(hs256, null), 'malformed'],
    ['nothing', '', 'malformed'],
    ['dots', '..', 'malformed'],
  ])('with %s is refused', async (_name, token, why) => {
    expect(await reason(token)).toBe(why)
  })

  test('that is any text at all is answered, never thrown at, and never accepted', async () => {
    const parts = fc.array(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.constant(encode(hs256)),
        fc.json().map((text) => Buffer.from(text).toString('base64url')),
      ),
      { maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(parts, async (pieces) => {
        expect(await reason(pieces.join('.'))).not.toBe('ok')
      }),
      { numRuns: 500 },
    )
  })
})
