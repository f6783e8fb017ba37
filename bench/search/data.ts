import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listedProduct, type Product, readAcpFeed } from '#knowledge/catalog/index.ts'
import { hasAnswer, type Judged } from '#knowledge/search/index.ts'
import { projectRoot } from '#store/index.ts'

const folder = join(projectRoot, '..', 'shared', 'data', 'icecat')

/** The judged catalog: 19,406 real products, and the queries that have an answer among them. */
export async function readJudgedCatalog(): Promise<{ products: Product[]; judged: Judged[] }> {
  if (!existsSync(folder)) throw new Error('this bench needs ../shared/data/icecat')
  const now = new Date()
  const products: Product[] = []
  for await (const entry of readAcpFeed({ file: join(folder, 'products.jsonl') })) {
    const product = listedProduct(entry, now)
    if ('productId' in product) products.push(product)
  }
  return { products, judged: readJudged() }
}

function readJudged(): Judged[] {
  const lines = readFileSync(join(folder, 'judgments-dev.jsonl'), 'utf8').trim().split('\n')
  return lines
    .map((line): { query: string; grades: Record<string, number> } => JSON.parse(line))
    .map(({ query, grades }) => ({ query, grades: new Map(Object.entries(grades)) }))
    .filter(hasAnswer)
}

/** Two halves that never change: the queries in the order of their letters, taken in turn. */
export function halvesOf(judged: readonly Judged[]): [Judged[], Judged[]] {
  const inOrder = [...judged].sort((a, b) => (a.query < b.query ? -1 : 1))
  return [inOrder.filter((_, at) => at % 2 === 0), inOrder.filter((_, at) => at % 2 === 1)]
}
