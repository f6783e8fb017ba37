import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Creative,
  chooseCreative,
  creativeFor,
  creativeInput,
  creativesFor,
  listCreatives,
  removeCreative,
  saveCreative,
  type Viewer,
} from '#domain/content/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-11-20T10:00:00Z')
const nobody: Viewer = { segmentIds: new Set(), season: null, language: null, rootId: null }
const boots = { productId: 'boots', categories: ['Clothing > Footwear > Boots'] }

function creative(creativeId: string, more: Record<string, unknown> = {}): Creative {
  const given = {
    productId: 'boots',
    place: 'email',
    imageUrl: `/i/${creativeId}.png`,
    alt: 'Boots',
    ...more,
  }
  return { ...creativeInput.parse(given), creativeId, updatedAt: now, updatedBy: null }
}
const chosen = (all: Creative[], viewer: Partial<Viewer> = {}, place = 'email') =>
  chooseCreative(all, { ...boots, place }, { ...nobody, ...viewer }, now)?.creativeId ?? null

describe('which picture stands for a product', () => {
  test('the one for few before the one for everybody, the product’s before its category’s', () => {
    const all = [
      creative('everybody'),
      creative('winter', { rule: { seasons: ['winter'] } }),
      creative('winter-vip', { rule: { seasons: ['winter'], segmentIds: ['vip'] } }),
      creative('category', { productId: null, category: 'Clothing > Footwear', rule: { languages: ['de'] } }),
    ]
    expect(chosen(all)).toBe('everybody')
    expect(chosen(all, { season: 'winter' })).toBe('winter')
    expect(chosen(all, { season: 'winter', segmentIds: new Set(['vip']) })).toBe('winter-vip')
    expect(chosen(all, { language: 'de' })).toBe('everybody')
    expect(chosen(all.slice(3), { language: 'de' })).toBe('category')
    expect(chosen(all.slice(3), { language: 'fr' })).toBeNull()
  })

  test('none of another place, of another category that begins alike, switched off, before or after its time', () => {
    expect(chosen([creative('a', { place: 'site' })])).toBeNull()
    expect(chosen([creative('a', { place: 'site' })], {}, 'site:home_hero')).toBe('a')
    expect(chosen([creative('a', { place: 'site:home_hero' })], {}, 'site:cart')).toBeNull()
    expect(chosen([creative('a', { productId: null, category: 'Clothing > Foot' })])).toBeNull()
    expect(chosen([creative('a', { isOn: false })])).toBeNull()
    expect(chosen([creative('a', { startsAt: '2026-12-01' })])).toBeNull()
    expect(chosen([creative('a', { endsAt: '2026-11-20T10:00:00Z' })])).toBeNull()
  })

  test('of a test each person’s own, always the same, evenly, with the exposure to record', () => {
    const arms = ['crv_a', 'crv_b'].map((id) => creative(id, { testKey: 'snow_or_city' }))
    const counts = new Map<string, number>()
    for (let at = 0; at < 4000; at++) {
      const viewer = { ...nobody, rootId: `cus_${at}` }
      const found = chooseCreative(arms, { ...boots, place: 'email' }, viewer, now)
      expect(found?.exposure).toEqual({ key: 'creative:snow_or_city', variation: found?.creativeId })
      expect(chooseCreative([...arms].reverse(), { ...boots, place: 'email' }, viewer, now)).toEqual(found)
      counts.set(found?.creativeId ?? '', (counts.get(found?.creativeId ?? '') ?? 0) + 1)
    }
    expect([...counts.keys()].sort()).toEqual(['crv_a', 'crv_b'])
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(150)
    expect(chooseCreative(arms, { ...boots, place: 'email' }, nobody, now)).toMatchObject({ exposure: null })
  })
})

describeOnBoth('creatives', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  test('are written, read for many products at once, changed and removed', async () => {
    const by = { staffId: 'stf_1' }
    const given = { place: 'email', imageUrl: 'https://cdn.example/a.jpg', alt: 'In the snow' }
    const own = await saveCreative(store.db, { ...given, productId: 'boots' }, by, now)
    await saveCreative(store.db, { ...given, category: 'Clothing', imageUrl: '/c.jpg' }, by, now)
    const rug = { productId: 'rug', categories: ['Home > Rugs'] }
    const coat = { productId: 'coat', categories: ['Clothing > Coats'] }
    const found = await creativesFor(store.db, [boots, coat, rug], 'email', nobody, now)
    expect([...found].map(([id, { imageUrl }]) => [id, imageUrl])).toEqual([
      ['boots', 'https://cdn.example/a.jpg'],
      ['coat', '/c.jpg'],
    ])
    const off = { ...given, productId: 'boots', isOn: false }
    await saveCreative(store.db, off, { ...by, creativeId: own.creativeId }, now)
    expect((await creativeFor(store.db, boots, 'email', nobody, now))?.imageUrl).toBe('/c.jpg')
    expect(await listCreatives(store.db)).toHaveLength(2)
    expect(await listCreatives(store.db, { productId: 'boots' })).toMatchObject([
      { isOn: false, updatedBy: 'stf_1' },
    ])
    expect(await removeCreative(store.db, own.creativeId)).toBe(true)
    expect(await removeCreative(store.db, own.creativeId)).toBe(false)
    expect(await creativesFor(store.db, [], 'email', nobody, now)).toEqual(new Map())
  })

  const good = { productId: 'boots', place: 'email', imageUrl: '/a.png', alt: 'Boots' }
  test.each([
    ['no words for who cannot see it', { alt: ' ' }, 'alt'],
    ['a script for a picture', { imageUrl: 'javascript:alert(1)' }, 'imageUrl'],
    ['another host without a scheme', { imageUrl: '//evil.example/a.png' }, 'imageUrl'],
    ['data for a picture', { imageUrl: 'data:image/svg+xml,<svg/>' }, 'imageUrl'],
    ['both product and category', { category: 'Clothing' }, 'productId'],
    ['an unknown place', { place: 'fax' }, 'place'],
    ['an unknown season', { rule: { seasons: ['monsoon'] } }, 'rule.seasons.0'],
    ['an end before its start', { startsAt: '2026-12-02', endsAt: '2026-12-01' }, 'endsAt'],
    ['a field that is none', { price: 1 }, ''],
  ])('with %s are refused', async (_what, more, path) => {
    const saving = saveCreative(store.db, { ...good, ...more }, { staffId: null }, now)
    await expect(saving).rejects.toMatchObject({ kind: 'bad-request', errors: [{ path }] })
  })
})
