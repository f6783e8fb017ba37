import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeDemo, seedDemo } from '#demo/index.ts'
import type { RunningServer } from '#server/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { at, request, startTestServer } from '../support/server.ts'

describe('the addresses of the demo shop', () => {
  let store: Store
  let server: RunningServer
  beforeAll(async () => {
    store = await openTestStore()
    await seedDemo(store.db, new Date())
    server = await startTestServer(store)
  })
  afterAll(() => server?.close())

  const get = (path: string, headers = {}) => request(server.url + path, 'get', { headers })
  const post = (path: string, body: unknown) => request(server.url + path, 'post', { body })

  test('pictures are served as images that can run nothing', async () => {
    const answer = await get('/demo/images/heron-rain-shell-womens-navy.svg')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^image\/svg\+xml/)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect((await get('/demo/images/nothing.svg')).status).toBe(404)
  })

  test('data is there for pages, and never what things cost the shop', async () => {
    for (const path of ['shop', 'departments/jackets', 'products/heron-rain-shell-womens']) {
      const answer = await get(`/demo/api/${path}`)
      expect(answer.status, path).toBe(200)
      expect(JSON.stringify(answer.body), path).not.toMatch(/"cost/)
    }
  })

  test('wrong input gets a problem that says what is wrong', async () => {
    const line = { variantId: 'quarry-stoneware-mug-oat', quantity: 1 }
    const wrong: [string, unknown, number, string | null][] = [
      ['quote', { lines: [] }, 400, 'lines'],
      ['quote', { lines: [{ ...line, quantity: 1e9 }] }, 400, 'lines.0.quantity'],
      ['quote', { lines: [{ ...line, variantId: 'a\u0000b' }] }, 400, 'lines.0.variantId'],
      ['orders', { lines: [line] }, 400, 'name'],
      ['orders', { lines: [line], name: '  ', email: 'x' }, 400, 'name'],
      ['sign-in', { userId: 'somebody' }, 404, null],
      ['sign-in', {}, 400, 'userId'],
    ]
    for (const [path, body, status, field] of wrong) {
      const answer = await post(`/demo/api/${path}`, body)
      expect(answer.status, path).toBe(status)
      expect(answer.headers.get('content-type')).toMatch(/problem\+json/)
      if (field) expect(at(answer.body, 'errors', 0, 'path')).toBe(field)
    }
    expect((await get('/demo/api/products/%00')).status).toBe(400)
    expect((await get('/demo/api/account')).status).toBe(401)
    expect((await get('/demo/api/account', { authorization: 'Bearer forged' })).status).toBe(401)
  })

  test('once the demo shop is removed nothing of it answers', async () => {
    await removeDemo(store.db, new Date())
    for (const path of [
      '/demo/api/shop',
      '/demo/images/heron-rain-shell-womens-navy.svg',
      '/cart',
      '/departments/jackets',
    ])
      expect((await get(path)).status, path).toBe(404)
  })
})
