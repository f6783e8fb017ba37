import { create, insertMultiple, search as searchOrama } from '@orama/orama'
import MiniSearch from 'minisearch'
import type { Product } from '#knowledge/catalog/index.ts'
import { type ListedSearch, type RankingWeights, rankingWeights } from '#knowledge/search/index.ts'
import type { Engine, Settings } from './tuning.ts'

const DEPTH = 50

/** Ours: weights of the five fields, and how they add up. */
export function rapport(search: ListedSearch): Engine {
  return {
    name: 'rapport',
    takesMiddle: true,
    grid: {
      title: [1.5, 2, 3, 4, 6],
      brand: [1, 2, 4, 8],
      kind: [1, 2, 3, 5],
      attributes: [0.2, 0.35, 0.5, 0.7, 1],
      description: [0.3, 0.5, 0.8, 1.2],
      dilution: [0.6, 0.8, 1, 1.2],
      saturation: [1.5, 2, 3, 4],
      coordination: [0.5, 1, 1.5, 2],
      synonyms: [0.3, 0.4, 0.5, 0.6],
    },
    rank: async (query, settings) => {
      search.reweigh(weightsOf(settings))
      const { hits } = await search.products(boxQuery(query, DEPTH))
      return hits.map((hit) => hit.product.productId)
    },
  }
}

/** As the search box of a site asks; stock hides nothing. */
export const boxQuery = (text: string, limit: number) => ({
  text,
  limit,
  inStockOnly: false,
  understand: true,
})

function weightsOf(settings: Settings): RankingWeights {
  const of = (name: string) => settings[name] ?? 1
  const names = ['title', 'brand', 'kind', 'attributes', 'description']
  return {
    fields: names.map((name, field) => ({
      weight: of(name),
      dilution: Math.min(1, (rankingWeights.fields[field]?.dilution ?? 0.5) * of('dilution')),
    })),
    saturation: of('saturation'),
    coordination: of('coordination'),
    synonyms: of('synonyms'),
  }
}

/** The same texts in the same five fields for the peers. */
function fieldsOf(product: Product) {
  const named = Object.entries(product.attributes)
  const isKind = (name: string) => /^(product )?(type|kind|category)$/i.test(name)
  const options = product.variants.flatMap((variant) => variant.options.map(({ value }) => value))
  return {
    id: product.productId,
    title: product.title,
    brand: product.brand ?? '',
    kind: [...product.categories, ...named.filter(([name]) => isKind(name)).map(([, value]) => value)].join(
      ' ',
    ),
    attributes: [
      ...named.filter(([name]) => !isKind(name)).map(([name, value]) => `${name} ${value}`),
      ...options,
    ].join(' '),
    description: product.description,
  }
}

const peerFields = ['title', 'brand', 'kind', 'attributes', 'description']
const boosts = {
  title: [1, 2, 4, 8],
  brand: [1, 2, 4],
  kind: [1, 2, 4],
  attributes: [0.2, 0.5, 1],
  description: [0.2, 0.5, 1],
}
const boostOf = (settings: Settings) =>
  Object.fromEntries(peerFields.map((field) => [field, settings[field] ?? 1]))

export interface IndexedEngine {
  engine: Engine
  indexMs: number
}

export function miniSearch(products: readonly Product[]): IndexedEngine {
  const documents = products.map(fieldsOf)
  const index = new MiniSearch({ fields: peerFields, idField: 'id' })
  const began = performance.now()
  index.addAll(documents)
  const indexMs = performance.now() - began
  const rank = (query: string, settings: Settings) =>
    index
      .search(query, {
        boost: boostOf(settings),
        prefix: settings.prefix === 1,
        fuzzy: settings.fuzzy ? settings.fuzzy : false,
        combineWith: settings.all === 1 ? 'AND' : 'OR',
      })
      .slice(0, DEPTH)
      .map((found) => String(found.id))
  const grid = { ...boosts, prefix: [0, 1], fuzzy: [0, 0.1, 0.2], all: [0, 1] }
  return { engine: { name: 'minisearch', grid, takesMiddle: false, rank }, indexMs }
}

export async function orama(products: readonly Product[]): Promise<IndexedEngine> {
  const documents = products.map(fieldsOf)
  const schema = {
    id: 'string',
    title: 'string',
    brand: 'string',
    kind: 'string',
    attributes: 'string',
    description: 'string',
  } as const
  const index = create({ schema, components: { tokenizer: { stemming: true } } })
  const began = performance.now()
  await insertMultiple(index, documents, 1000)
  const indexMs = performance.now() - began
  const rank = async (query: string, settings: Settings) => {
    const { hits } = await searchOrama(index, {
      term: query,
      properties: ['title', 'brand', 'kind', 'attributes', 'description'],
      boost: boostOf(settings),
      tolerance: settings.tolerance ?? 0,
      threshold: settings.threshold ?? 0,
      exact: settings.exact === 1,
      limit: DEPTH,
    })
    return hits.map((hit) => String(hit.document.id))
  }
  const grid = { ...boosts, tolerance: [0, 1], threshold: [0, 0.5, 1], exact: [0, 1] }
  return { engine: { name: 'orama', grid, takesMiddle: false, rank }, indexMs }
}
