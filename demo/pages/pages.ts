import type { DepartmentPage, HomePage, ProductPage, SearchPage, ShopView } from '#contract/demo-shop.ts'
import { Problem } from '#contract/problem.ts'
import { findProduct, isSellable, listStores, type Product, storeStock } from '#knowledge/catalog/index.ts'
import { listDocuments } from '#knowledge/documents/index.ts'
import type { Search } from '#knowledge/search/index.ts'
import type { Db } from '#store/index.ts'
import { demoCustomers } from '../people/customers.ts'
import { shopCountry, shopName } from '../shop.ts'
import type { Department, Shelf } from './shelf.ts'
import { summaryOf, variantView } from './summary.ts'

const ROW = 8
const SEARCH_LIMIT = 48

/** What every page needs: departments, stores, help pages. */
export async function shopView(db: Db, shelf: Shelf, now: Date): Promise<ShopView> {
  const pages = (await listDocuments(db, now)).filter(
    ({ standing, countries }) =>
      standing === 'current' && (countries.length === 0 || countries.includes(shopCountry)),
  )
  return {
    shopName,
    departments: (await shelf.departments()).map(({ view }) => view),
    stores: (await listStores(db)).map(({ storeId, name, city, address, hours }) => ({
      storeId,
      name,
      city,
      address,
      hours,
    })),
    pages: pages.map(({ documentId, title, url }) => ({ title, url: url ?? `/documents/${documentId}` })),
    accounts: demoCustomers.map(({ userId, name, note }) => ({ userId, name, note })),
  }
}

export async function homePage(shelf: Shelf, now: Date): Promise<HomePage> {
  const departments = await shelf.departments()
  const all = departments.flatMap(({ products }) => products).filter((item) => item.variants.some(isSellable))
  const show = (products: Product[]) => products.slice(0, ROW).map((product) => summaryOf(product, now))
  const released = (product: Product) => product.releaseAt?.getTime() ?? 0
  const byDay = (a: Product, b: Product) => released(b) - released(a)
  return {
    arrivals: show(
      mixed(oneOfEach(all.filter((item) => released(item) <= now.getTime()).sort(byDay)), departments),
    ),
    reduced: show(
      oneOfEach(all.filter((item) => item.variants.some((variant) => variant.listPrice !== null))),
    ),
    rain: show(oneOfEach(all.filter((item) => item.attributes.waterproof === 'yes' && isJacket(item)))),
  }
}

const isJacket = (product: Product) => product.categories.some((path) => path === 'Clothing > Jackets')

/** Of a jacket for women and for men only one, now this, now that: a row shows what there is, not it twice. */
function oneOfEach(products: Product[]): Product[] {
  const groups = new Map<string, Product[]>()
  for (const product of products) {
    const name = product.title.replace(/^(Women’s|Men’s|Kids’) /, '')
    groups.set(name, [...(groups.get(name) ?? []), product])
  }
  return [...groups.values()].flatMap((group, index) => group[index % group.length] ?? [])
}

/** At most two of one department, so that the row shows what the shop is. */
function mixed(products: Product[], departments: Department[]): Product[] {
  const taken = new Map(departments.map(({ view }) => [view.name, 0]))
  return products.filter((product) => {
    const name = product.categories[0]?.split(' > ').at(-1) ?? ''
    const count = taken.get(name) ?? 0
    taken.set(name, count + 1)
    return count < 2
  })
}

export async function departmentPage(shelf: Shelf, slug: string, now: Date): Promise<DepartmentPage> {
  const found = (await shelf.departments()).find(({ view }) => view.slug === slug)
  if (!found) throw new Problem('not-found', 'There is no such department')
  return { department: found.view, products: found.products.map((product) => summaryOf(product, now)) }
}

export async function productPage(db: Db, shelf: Shelf, productId: string, now: Date): Promise<ProductPage> {
  const product = await findProduct(db, productId)
  if (!product) throw new Problem('not-found', 'There is no such product')
  const department = await departmentOf(shelf, product)
  const stock = await storeStock(
    db,
    product.variants.map(({ variantId }) => variantId),
  )
  return {
    product: summaryOf(product, now),
    department: department && { slug: department.view.slug, name: department.view.name },
    description: product.description,
    attributes: attributesOf(product),
    variants: product.variants.map((variant) =>
      variantView(
        variant,
        stock
          .filter(({ variantId }) => variantId === variant.variantId)
          .map(({ storeId, quantity }) => ({ storeId, quantity })),
      ),
    ),
    related: related(product, department).map((other) => summaryOf(other, now)),
  }
}

const firstAttributes = [
  'material',
  'waterproof',
  'water resistance',
  'hydrostatic head',
  'insulation',
  'size',
  'capacity',
]
const lastAttributes = ['season', 'certification', 'care']

/** What matters most first, care last. */
function attributesOf({ attributes }: Product): ProductPage['attributes'] {
  const rank = (name: string) => {
    const first = firstAttributes.indexOf(name)
    return first >= 0 ? first : 50 + lastAttributes.indexOf(name)
  }
  return Object.entries(attributes)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => rank(a.name) - rank(b.name))
}

async function departmentOf(shelf: Shelf, product: Product): Promise<Department | null> {
  const name = product.categories[0]?.split(' > ').at(-1)
  return (await shelf.departments()).find(({ view }) => view.name === name) ?? null
}

/** Others of the department for the same wearer, nearest in price first. */
function related(product: Product, department: Department | null): Product[] {
  const priceOf = (item: Product) => item.variants[0]?.price.amount ?? 0
  const distance = (item: Product) => Math.abs(priceOf(item) - priceOf(product))
  return (department?.products ?? [])
    .filter((item) => item.productId !== product.productId && item.attributes.fit === product.attributes.fit)
    .filter((item) => item.variants.some(isSellable))
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 4)
}

export async function searchPage(search: Search, query: string, now: Date): Promise<SearchPage> {
  const { hits, total } = await search.products({ text: query, limit: SEARCH_LIMIT })
  return { query, total, products: hits.map(({ product }) => summaryOf(product, now)) }
}
