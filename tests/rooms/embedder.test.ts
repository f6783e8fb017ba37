import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { createEmbedder } from '#models/index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function offline() {
  const embedder = await createEmbedder('offline')
  closing.push(embedder.close)
  return embedder
}

const dot = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  Array.from(a ?? []).reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0)

test('the offline encoder puts like by like, in vectors of length one', async () => {
  const embedder = await offline()
  const [rain, wet, cup] = await embedder.embed(['rain jacket', 'coat for wet weather', 'espresso cup'])
  expect(rain).toHaveLength(embedder.dimensions)
  expect(dot(rain, rain)).toBeCloseTo(1, 5)
  expect(dot(rain, wet)).toBeGreaterThan(dot(rain, cup) + 0.2)
})

test('batches come back in their order, and a query does not wait for them', async () => {
  const embedder = await offline()
  const texts = [...Array(40).keys()].map((n) => `Blanket number ${n}`)
  const order: string[] = []
  const batch = embedder.embed(texts).then((vectors) => {
    order.push('batch')
    return vectors
  })
  const [query] = await embedder.embed(['Blanket number 7']).then((vectors) => {
    order.push('query')
    return vectors
  })
  expect(dot((await batch)[7], query)).toBeCloseTo(1, 4)
  expect(dot((await batch)[8], query)).toBeLessThan(0.9999)
  expect(order).toEqual(['query', 'batch'])
})

test('closing rejects what waits and what comes later, and ends the worker', async () => {
  const embedder = await offline()
  const waiting = embedder.embed(['a lamp', 'a rug'])
  const outcome = expect(waiting).rejects.toThrow('closed')
  await embedder.close()
  await outcome
  await expect(embedder.embed(['a lamp', 'a rug'])).rejects.toThrow('closed')
})

test('no text is no work', async () => {
  expect(await (await offline()).embed([])).toEqual([])
})

/** A provider on loopback; `answer` gives the vectors' length, or a status to fail with. */
async function provider(answer: (call: number) => number) {
  const seen: { model: string; input: string[]; dimensions: number }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const body = JSON.parse(Buffer.concat(chunks).toString())
    seen.push(body)
    const length = answer(seen.length)
    response.setHeader('content-type', 'application/json')
    if (length >= 400 && length < 512) {
      response.statusCode = length
      response.end('{"error":{"message":"no"}}')
      return
    }
    const data = body.input.map((text: string, index: number) => ({
      object: 'embedding',
      index,
      embedding: Array.from({ length }, (_, at) => (at === text.length ? 3 : 0)),
    }))
    response.end(JSON.stringify({ object: 'list', data: data.reverse(), model: body.model, usage: {} }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const embedder = await createEmbedder({ apiKey: 'key', baseUrl: `http://127.0.0.1:${address.port}/v1` })
  return { embedder, seen }
}

test('a provider is asked for our length, and its answers are put in order and to length one', async () => {
  const { embedder, seen } = await provider(() => 512)
  const vectors = await embedder.embed(['a', 'abc'])
  expect(vectors.map((vector) => vector.indexOf(1))).toEqual([1, 3])
  expect(seen[0]).toMatchObject({ model: embedder.model, dimensions: 512, input: ['a', 'abc'] })
})

test('a provider that fails for a moment is asked again; a query is asked for once', async () => {
  const { embedder, seen } = await provider((call) => (call === 1 ? 500 : 512))
  await embedder.embed(['again'])
  expect(seen).toHaveLength(2)
  await Promise.all([embedder.embed(['again']), embedder.embed(['again'])])
  expect(seen).toHaveLength(2)
})

test('a provider with another length of vectors is refused by name', async () => {
  const { embedder } = await provider(() => 1536)
  await expect(embedder.embed(['a', 'b'])).rejects.toThrow(/text-embedding-3-small does not answer 512/)
})
