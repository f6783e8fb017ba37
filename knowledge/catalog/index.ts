export { type ImportOptions, type ImportResult, importProducts, removeSource } from './import.ts'
export { listedProduct } from './listed-product.ts'
export {
  availabilityOf,
  cheapestVariant,
  isSellable,
  type Option,
  optionsInWords,
  type Product,
  type Variant,
} from './product.ts'
export { toProductCard } from './product-card.ts'
export { cleanText, type ProductInput, productInput } from './product-input.ts'
export {
  type ChangedProduct,
  countProducts,
  findProduct,
  findProducts,
  findVariants,
  listCategories,
  listProducts,
  productsAfter,
} from './queries.ts'
export {
  departmentRelation,
  lastChange,
  lastingRelation,
  priceFallRelation,
  restockRelation,
  sellableRelation,
} from './queries-changes.ts'
export { costRelation, countCosts } from './queries-costs.ts'
export {
  dropReleases,
  listReleases,
  nextOpening,
  type Release,
  type ReleaseChange,
  releaseChange,
  releasesOf,
  saveReleases,
} from './queries-releases.ts'
export {
  listStores,
  type StockEntry,
  setStock,
  storeStock,
  upsertStores,
  variantsInStore,
} from './queries-stores.ts'
export { careRelation, featuredRelation, windowRelation } from './queries-windows.ts'
export { readAcpFeed } from './readers/acp-feed.ts'
export type { BadEntry, CatalogEntry, CatalogSource, ReaderOptions } from './readers/entry.ts'
export { readMerchantCsv } from './readers/merchant-csv.ts'
export { readShopifyProducts } from './readers/shopify.ts'
export {
  type Access,
  asSoldTo,
  type Dated,
  type EarlyAccess,
  isBeforeRelease,
  mayBuy,
  type ReleaseNote,
  releaseNote,
} from './release.ts'
export { openShelf, type Shelf } from './shelf.ts'
export { pathsOf } from './shelf-categories.ts'
export { ShelfContents, type ShelfView } from './shelf-contents.ts'
export { newSince } from './shelf-order.ts'
export { Interned, ShelfProduct } from './shelf-product.ts'
export { kilometresTo, type Position } from './store-distance.ts'
export type { Store, StoreInput } from './stores.ts'
export { catalogColumns } from './tables.ts'
