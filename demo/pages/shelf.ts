import type { DepartmentView } from '#contract/demo-shop.ts'
import { listProducts, type Product } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { slug } from '../goods/assortment.ts'
import { range } from '../goods/range.ts'

const KEEP_MS = 15_000
const MOST_PER_DEPARTMENT = 200

export interface Department {
  view: DepartmentView
  products: Product[]
}

/** The shop's departments with their products, read again when they are older than 15 seconds. */
export interface Shelf {
  departments(): Promise<Department[]>
  /** After an order: what is kept is no longer true. */
  forget(): void
}

export function createShelf(db: Db, clock: () => Date): Shelf {
  let kept: { at: number; reading: Promise<Department[]> } | null = null
  const fresh = () => kept !== null && clock().getTime() - kept.at < KEEP_MS
  return {
    forget: () => {
      kept = null
    },
    departments() {
      if (kept === null || !fresh()) kept = { at: clock().getTime(), reading: readDepartments(db) }
      const { reading } = kept
      reading.catch(() => {
        kept = null
      })
      return reading
    },
  }
}

async function readDepartments(db: Db): Promise<Department[]> {
  const departments: Department[] = []
  for (const { category, path, emblem } of range) {
    const products = await listProducts(db, { category: path, limit: MOST_PER_DEPARTMENT })
    if (products.length > 0) departments.push({ view: viewOf(category, path, emblem, products), products })
  }
  return departments
}

function viewOf(name: string, path: string, emblem: string, products: Product[]): DepartmentView {
  return {
    slug: slug(name),
    name,
    group: path.split(' > ')[0] ?? name,
    products: products.length,
    image: (products.find(({ productId }) => productId === emblem) ?? products[0])?.media[0] ?? null,
  }
}
