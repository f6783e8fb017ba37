import { closeSync, openSync, readSync } from 'node:fs'
import type { CatalogEntry, ReaderOptions } from '#knowledge/catalog/index.ts'
import { BadInput } from './command.ts'

export const catalogFormats = ['acp', 'shopify', 'csv'] as const
export type CatalogFormat = (typeof catalogFormats)[number]

/** The products of a file, in the format named, or else by the file's name and content. */
export async function catalogEntries(
  path: string,
  format: string | undefined,
  options: ReaderOptions,
): Promise<AsyncIterable<CatalogEntry>> {
  const { readAcpFeed, readMerchantCsv, readShopifyProducts } = await import('#knowledge/catalog/index.ts')
  const chosen = chosenFormat(format) ?? formatOf(path)
  if (chosen === 'csv') return readMerchantCsv({ file: path }, options)
  return chosen === 'shopify' ? readShopifyProducts({ file: path }, options) : readAcpFeed({ file: path })
}

function chosenFormat(text: string | undefined): CatalogFormat | undefined {
  if (text === undefined) return undefined
  const format = catalogFormats.find((known) => known === text)
  if (!format) throw new BadInput(`--format is ${catalogFormats.join(', ')}, not "${text}"`)
  return format
}

function formatOf(path: string): CatalogFormat {
  if (/\.(csv|tsv|txt)$/i.test(path)) return 'csv'
  return /"(body_html|handle|product_type)"\s*:/.test(beginningOf(path)) ? 'shopify' : 'acp'
}

function beginningOf(path: string): string {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(65_536)
    return buffer.subarray(0, readSync(file, buffer)).toString('utf8')
  } finally {
    closeSync(file)
  }
}
