import type { DepartmentPage, ProductPage, ShopView } from '#contract/demo-shop.ts'
import { Problem } from '#contract/problem.ts'
import {
  type Access,
  asSoldTo,
  findProduct,
  listStores,
  type Product,
  storeStock,
} from '#knowledge/catalog/index.ts'
import { listDocuments } from '#knowledge/documents/index.ts'
import type { Db } from '#store/index.ts'
import { demoCustomers } from '../people/customers.ts'
import { shopCountry, shopName } from '../shop.ts'
import type { Department, Shelf } from './shelf.ts'
import { summaryOf, variantView } from './summary.ts'

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

export async function departmentPage(
  shelf: Shelf,
  slug: string,
  now: Date,
  access: Access | null = null,
): Promise<DepartmentPage> {
  const found = (await shelf.departments()).find(({ view }) => view.slug === slug)
  if (!found) throw new Problem('not-found', 'There is no such department')
  return {
    department: found.view,
    products: found.products.map((product) => summaryOf(asSoldTo(product, access, now), now)),
  }
}

export async function productPage(
  db: Db,
  shelf: Shelf,
  productId: string,
  now: Date,
  access: Access | null = null,
): Promise<ProductPage> {
  const found = await findProduct(db, productId)
  if (!found) throw new Problem('not-found', 'There is no such product')
  const product = asSoldTo(found, access, now)
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
