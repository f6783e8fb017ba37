import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '#contract/problem.ts'
import { createCustomer } from '#domain/identity/index.ts'
import {
  approvedUgc,
  countUgc,
  erasePerson,
  exportPerson,
  findUgc,
  listUgc,
  moderateUgc,
  photoOf,
  ratingsOf,
  readPhoto,
  rightsVersion,
  submitUgc,
  ugcSubmission,
  warningsIn,
  withdrawUgc,
} from '#domain/ugc/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { jpeg, png, webp } from '../support/photos.ts'

const start = new Date('2026-11-20T10:00:00Z')
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000)

function submission(more: Record<string, unknown> = {}) {
  return ugcSubmission.parse({
    ...{ kind: 'review', productId: 'mug', displayName: 'Ann', stars: 4, text: 'Keeps the tea warm.' },
    ...{ rightsAccepted: true, rightsVersion, ...more },
  })
}

describeOnBoth('photos and reviews by customers', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 12 })
  })
  afterAll(() => store.close())

  async function give(productId: string, more: Record<string, unknown> = {}, at = start) {
    const { customerId } = await createCustomer(store.db, { source: 'test' }, start)
    const isPhoto = more.kind === 'photo'
    const read = readPhoto(png())
    const given = await submitUgc(
      store.db,
      {
        ...{ customerId, members: [customerId], verifiedBuyer: false, warnings: [] },
        submission: submission({ productId, ...(isPhoto && { stars: undefined, photo: 'AAAA' }), ...more }),
        photo: isPhoto && read.ok ? read.photo : null,
      },
      at,
    )
    return { customerId, ...given }
  }
  const approve = (ugcId: string) => moderateUgc(store.db, ugcId, { state: 'approved' }, 'stf_1', after(5))
  const shown = async (productId: string) =>
    ((await approvedUgc(store.db, [productId], 10, after(60))).get(productId) ?? []).map(({ ugcId }) => ugcId)

  test('are shown once a person approved them, the newest first, with the true rating', async () => {
    const first = await give('lamp', { stars: 5 })
    const second = await give('lamp', { stars: 2 }, after(1))
    const third = await give('lamp', { stars: 1 }, after(2))
    const photo = await give('lamp', { kind: 'photo', text: 'On my desk' }, after(3))
    expect(await shown('lamp')).toEqual([])
    expect(await ratingsOf(store.db, ['lamp'], after(60))).toEqual(new Map())
    for (const { ugcId } of [first, second, photo]) await approve(ugcId)
    expect(await shown('lamp')).toEqual([photo.ugcId, second.ugcId, first.ugcId])
    expect((await ratingsOf(store.db, ['lamp', 'rug'], after(60))).get('lamp')).toEqual({
      ...{ productId: 'lamp', reviews: 2, verified: 0, average: 3.5, stars: [0, 1, 0, 0, 1] },
    })
    await moderateUgc(store.db, third.ugcId, { state: 'rejected', reason: 'offensive' }, 'stf_1', after(6))
    expect(await shown('lamp')).toHaveLength(3)
    expect(await findUgc(store.db, third.ugcId)).toMatchObject({ state: 'rejected', reason: 'offensive' })
  })

  test('of many products come in one read, at most so many of each', async () => {
    for (const productId of ['a', 'b'])
      for (let at = 0; at < 3; at++) await approve((await give(productId, {}, after(at))).ugcId)
    const found = await approvedUgc(store.db, ['a', 'b', 'none'], 2, after(60))
    expect([...found].map(([id, pieces]) => [id, pieces.length])).toEqual([
      ['a', 2],
      ['b', 2],
    ])
    expect(await approvedUgc(store.db, [], 2, start)).toEqual(new Map())
  })

  test('are gone everywhere the moment their author takes them back, and no moderator brings them back', async () => {
    const { ugcId, withdrawSecret } = await give('vase', { kind: 'photo', text: 'My hall' })
    await approve(ugcId)
    expect((await photoOf(store.db, ugcId, 'everybody'))?.mediaType).toBe('image/png')
    expect(await withdrawUgc(store.db, ugcId, { secret: 'uw_wrong' }, after(7))).toBe(false)
    expect(await withdrawUgc(store.db, ugcId, { customerIds: ['cus_other'] }, after(7))).toBe(false)
    expect(await shown('vase')).toEqual([ugcId])
    expect(await withdrawUgc(store.db, ugcId, { secret: withdrawSecret }, after(8))).toBe(true)
    expect(await shown('vase')).toEqual([])
    expect(await photoOf(store.db, ugcId, 'staff')).toBeNull()
    expect(await findUgc(store.db, ugcId)).toMatchObject({ state: 'withdrawn', text: '', displayName: '' })
    expect(await withdrawUgc(store.db, ugcId, { secret: withdrawSecret }, after(9))).toBe(true)
    await expect(approve(ugcId)).rejects.toThrow('taken it back')
  })

  test('show no picture that is not approved, but to staff', async () => {
    const { ugcId } = await give('bowl', { kind: 'photo' })
    expect(await photoOf(store.db, ugcId, 'everybody')).toBeNull()
    expect((await photoOf(store.db, ugcId, 'staff'))?.bytes.subarray(1, 4).toString()).toBe('PNG')
  })

  test('wait for moderators the longest waiting first, page by page', async () => {
    const given = []
    for (let at = 0; at < 3; at++) given.push((await give('queue', {}, after(at))).ugcId)
    const page = await listUgc(store.db, { state: 'pending', productId: 'queue', limit: 2 })
    expect(page.map(({ ugcId }) => ugcId)).toEqual(given.slice(0, 2))
    const rest = await listUgc(store.db, { state: 'pending', productId: 'queue', limit: 2, after: given[1] })
    expect(rest.map(({ ugcId }) => ugcId)).toEqual(given.slice(2))
    expect((await countUgc(store.db)).pending).toBeGreaterThanOrEqual(3)
    await expect(moderateUgc(store.db, 'ugc_none', { state: 'approved' }, null, start)).rejects.toThrow(
      Problem,
    )
  })

  test('are one review of a product by one person, however many are sent at once', async () => {
    const { customerId } = await createCustomer(store.db, { source: 'test' }, start)
    const send = (productId: string) =>
      submitUgc(
        store.db,
        {
          ...{ customerId, members: [customerId], photo: null, verifiedBuyer: true, warnings: [] },
          submission: submission({ productId }),
        },
        start,
      )
    for (let round = 0; round < 9; round++) {
      const answers = await Promise.allSettled(Array.from({ length: 12 }, () => send(`chair ${round}`)))
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
    await send('another')
    await expect(send('one more')).rejects.toThrow('still being looked at')
  })

  test('are in a copy of everything, and gone after an erasure', async () => {
    const { customerId, ugcId } = await give('tray', { kind: 'photo', displayName: 'Ottilie' })
    await approve(ugcId)
    const copy = await exportPerson(store.db, [customerId])
    expect(copy).toMatchObject({
      ugc: [{ display_name: 'Ottilie' }],
      ugc_photos: [{ bytes: expect.stringMatching(/^iVBORw0KGgo/) }],
    })
    await erasePerson(store.db, [customerId], after(9))
    expect(await shown('tray')).toEqual([])
    expect(await photoOf(store.db, ugcId, 'staff')).toBeNull()
  })
})

describe('what is sent', () => {
  const bad: [string, Record<string, unknown>][] = [
    ['no rights', { rightsAccepted: false }],
    ['rights of other words', { rightsVersion: '1999-01' }],
    ['six stars', { stars: 6 }],
    ['no stars', { stars: undefined }],
    ['a photo without a picture', { kind: 'photo', stars: undefined }],
    ['a name of two lines', { displayName: 'Ann\r\nBcc: all' }],
    ['an empty name', { displayName: '  ' }],
    ['a book', { text: 'a'.repeat(4001) }],
    ['a picture that is no base 64', { photo: '<svg/>' }],
    ['50 MB', { photo: 'A'.repeat(50 * 1024 * 1024) }],
    ['a field that is none', { state: 'approved' }],
  ]
  test.each(bad)('with %s is refused', (_what, more) => {
    const base = { kind: 'review', productId: 'mug', displayName: 'Ann', stars: 4, rightsAccepted: true }
    expect(ugcSubmission.safeParse({ ...base, rightsVersion, ...more }).success).toBe(false)
  })

  const never = () => false
  test.each([
    ['Lovely, 10 out of 10, bought 2 for $14.00 in size 42.', []],
    ['See https://spam.example/win', ['link']],
    ['cheaper at knock-offs.shop', ['link']],
    ['write me: ann@example.com', ['contact']],
    ['ann (at) example (dot) com', ['contact']],
    ['call +1 206 555 0143', ['contact']],
    ['follow @ann.knits', ['contact']],
    ['what a piece of SH1T', ['profanity']],
    ['Sche1ße', ['profanity']],
    ['The cockpit lamp from Scunthorpe, assassin blue', []],
  ])('%j: %j', (text, found) => {
    expect(warningsIn([text], never)).toEqual(found)
  })

  test('is marked where it tells of the person, by the judge that is given', () => {
    expect(warningsIn(['Good for my diabetes'], (text) => text.includes('diabetes'))).toEqual(['sensitive'])
  })
})

describe('a picture', () => {
  const clean = (bytes: Buffer) => {
    const read = readPhoto(bytes)
    return read.ok ? read.photo : read.reason
  }
  const cameras: [string, () => Buffer, string][] = [
    ['JPEG', () => jpeg(), 'image/jpeg'],
    [
      'PNG',
      () => png(320, 240, { tEXt: 'Comment\0GPS 47.6 N', eXIf: 'GPS 47.6 N', iTXt: 'GPS' }),
      'image/png',
    ],
    ['WebP', () => webp(), 'image/webp'],
  ]
  test.each(cameras)(
    'as %s is kept without place, words, or what hangs behind it',
    (_name, make, mediaType) => {
      const bytes = make()
      expect(bytes.toString('latin1')).toContain('GPS')
      const photo = clean(bytes)
      expect(photo).toMatchObject({ mediaType, width: 320, height: 240 })
      const kept = typeof photo === 'string' ? '' : photo.bytes.toString('latin1')
      for (const trace of ['GPS', 'script', 'PK zip', 'shot by', 'xap', 'XMP', 'tEXt', 'eXIf'])
        expect(kept).not.toContain(trace)
      expect(clean(Buffer.from(kept, 'latin1'))).toEqual(photo)
    },
  )

  test('that was turned stays turned, and is as high as it is seen', () => {
    const photo = clean(jpeg({ width: 400, height: 300, turned: 6 }))
    expect(photo).toMatchObject({ width: 300, height: 400 })
    const kept = typeof photo === 'string' ? Buffer.alloc(0) : photo.bytes
    expect(kept.indexOf('Exif')).toBe(6)
    expect(kept.readUInt16LE(30)).toBe(6)
  })

  const bad: [string, Buffer, string][] = [
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'not_a_picture'],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), 'not_a_picture'],
    ['a GIF', Buffer.from('GIF89a'.padEnd(500, '\0')), 'not_a_picture'],
    ['nothing', Buffer.alloc(0), 'not_a_picture'],
    ['only the beginning of a JPEG', jpeg().subarray(0, 40), 'broken'],
    ['only the beginning of a PNG', png().subarray(0, 60), 'broken'],
    ['only the beginning of a WebP', webp().subarray(0, 30), 'broken'],
    [
      'a script that begins as a JPEG',
      Buffer.from('\xff\xd8\xff<script>alert(1)</script>', 'latin1'),
      'broken',
    ],
    [
      'a PNG with a false checksum',
      Buffer.concat([png().subarray(0, 32), Buffer.from([9]), png().subarray(33)]),
      'broken',
    ],
    ['a stamp', png(100, 240), 'too_small'],
    ['a bomb', png(40_000, 40_000), 'too_large'],
  ]
  test.each(bad)('that is %s is refused', (_what, bytes, reason) => {
    expect(clean(bytes)).toBe(reason)
  })

  test('of any bytes answers, and never throws', () => {
    for (const whole of [jpeg(), png(), webp()])
      for (let at = 0; at < Math.min(whole.length, 400); at++) {
        const changed = Buffer.from(whole)
        changed.writeUInt8(changed.readUInt8(at) ^ 0xff, at)
        expect(readPhoto(changed)).toHaveProperty('ok')
        expect(readPhoto(whole.subarray(0, at))).toHaveProperty('ok')
      }
  })
})
