import { setImmediate as breathe } from 'node:timers/promises'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { seedDemo } from '#demo/index.ts'
import { openVisitorSession } from '#domain/identity/index.ts'
import { openRecommender } from '#domain/recommendation/index.ts'
import { readSettings } from '#domain/settings/index.ts'
import { createInbound, type Inbound } from '#inbound/index.ts'
import { openShelf } from '#knowledge/catalog/index.ts'
import { openSearch, type Search } from '#knowledge/search/index.ts'
import { createChatModel, createEmbedder } from '#models/index.ts'
import type { Db } from '#store/index.ts'
import { allTools } from '#tools/index.ts'
import { openTestStore } from '../tests/support/database.ts'
import {
  type AskedOf,
  type ModelServer,
  type ModelTurn,
  startModelServer,
  toolResultsIn,
} from '../tests/support/model-server.ts'
import type { BenchContext } from './context.ts'
import { type Percentiles, percentiles } from './percentiles.ts'

const WARM = 40
const TURNS = 400

/** What shoppers write, one after the other in conversations of four messages. */
const messages = [
  'do you have a waterproof jacket under 150?',
  'what is your return policy?',
  'a wool sweater in size M',
  'show my cart',
]

/**
 * A whole turn on the embedded database with the demo catalog: message in, tools, reply stored. With the
 * offline model; with a loopback model server; and that server's exchange by bare fetch, so that our own
 * cost is the difference of two figures of one run. Milliseconds.
 */
export async function run(
  context: BenchContext,
): Promise<Record<'offline' | 'model' | 'bareFetch', Percentiles>> {
  const store = await openTestStore('pglite')
  const server = await startModelServer(asksOnceThenAnswers)
  const embedder = await createEmbedder('offline')
  try {
    await seedDemo(store.db, new Date())
    const model = await createChatModel({
      apiKey: 'bench',
      baseUrl: server.url,
      model: 'bench',
      timeoutMs: 10_000,
    })
    const words = await openSearch(store.db, { embedder: null })
    const offline = await turns(store.db, words, null, messages)
    const withModel = await turns(store.db, words, model, messages)
    const bareFetch = await exchanges(server, server.asked.slice(-2))
    const meaning = await openSearch(store.db, { embedder })
    await meaning.embedMissing()
    const embedded = await turns(store.db, meaning, null, [...queries()])
    context.note(`with every query embedded anew, offline model: ${JSON.stringify(embedded)}`)
    await meaning.close()
    await words.close()
    return { offline, model: withModel, bareFetch }
  } finally {
    await embedder.close()
    await server.close()
    await store.close()
  }
}

function asksOnceThenAnswers(asked: AskedOf): ModelTurn {
  if (toolResultsIn(asked) > 0) return { kind: 'text', text: 'Here is what we have. Shall I look further?' }
  return {
    kind: 'tools',
    calls: [{ name: 'search_catalog', args: '{"text":"rain jacket","limit":4}' }],
  }
}

async function turns(
  db: Db,
  search: Search,
  model: BaseChatModel | null,
  says: readonly string[],
): Promise<Percentiles> {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const inbound = createInbound({
    db,
    settings: () => readSettings(db),
    agent: { model, tools: allTools, log: quiet },
    search,
    recommender: await openRecommender(db, { shelf: await openShelf(db), similar: search.similar }),
    suppressionKey: 'bench',
    outbox: {
      requestIn: () => Promise.reject(new Error('no phones')),
      wake: () => {},
      applyStatus: async () => [],
    },
    publish: () => {},
    clock: () => new Date(),
    log: quiet,
  })
  const durations: number[] = []
  for (let at = 0; at < WARM + TURNS; ) {
    const { session } = await openVisitorSession(db, new Date())
    for (let said = 0; said < 4; said++, at++) {
      const took = await oneTurn(inbound, session, says[at % says.length] ?? '', at)
      if (at >= WARM) durations.push(took)
      await breathe()
    }
  }
  await inbound.close()
  return percentiles(durations)
}

async function oneTurn(
  inbound: Inbound,
  session: Parameters<Inbound['message']>[0]['session'],
  text: string,
  at: number,
): Promise<number> {
  const start = performance.now()
  const clientMessageId = `bench-${String(at).padStart(8, '0')}`
  const { conversation } = await inbound.message({
    session,
    channel: 'web',
    clientMessageId,
    text,
    limiterKeys: [],
  })
  await inbound.turnDone(conversation.conversationId)
  return performance.now() - start
}

/** The two requests of such a turn, by fetch alone. */
async function exchanges(server: ModelServer, bodies: readonly AskedOf[]): Promise<Percentiles> {
  const durations: number[] = []
  for (let at = 0; at < WARM + TURNS; at++) {
    const start = performance.now()
    for (const body of bodies) {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' }
      const response = await fetch(`${server.url}/chat/completions`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      await response.text()
    }
    if (at >= WARM) durations.push(performance.now() - start)
    await breathe()
  }
  return percentiles(durations)
}

/** Searches that no cache has seen. */
function* queries(): Iterable<string> {
  const colours = ['red', 'blue', 'green', 'black', 'grey', 'white']
  const things = ['jacket', 'sweater', 'tent', 'lamp', 'mug', 'blanket', 'boots', 'backpack', 'pillow', 'rug']
  const uses = [
    'for a rainy walk',
    'for my sister',
    'for the mountains',
    'for guests',
    'for the weekend',
    'for winter',
    'as a gift',
    'for the garden',
  ]
  for (const use of uses)
    for (const thing of things)
      for (const colour of colours) yield `I am looking for a ${colour} ${thing} ${use}`
}
