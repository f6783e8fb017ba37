import { closeSync, openSync, readSync } from 'node:fs'
import type { CatalogEntry, ReaderOptions } from '#knowledge/catalog/index.ts'
import { BadInput, type Command, type CommandContext, type CommandInput, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { addCounts, emptyReport, type ImportReport, sayReport } from '../import-report.ts'
import { countLines } from '../record-file.ts'

const formats = ['acp', 'shopify', 'csv'] as const
type CatalogFormat = (typeof formats)[number]

export const importCatalog: Command = {
  words: ['import', 'catalog'],
  usage: 'FILE…',
  summary:
    'load products: an ACP product feed, a Shopify products.json, or a CSV with Google Merchant columns',
  options: {
    format: { type: 'string', about: `${formats.join(', ')}; without it, by the file's name and content` },
    currency: { type: 'string', about: 'of prices that name none; default USD' },
    'shop-url': { type: 'string', about: "the shop's address, to make links of handles" },
  },
  notes: [
    'Importing again changes only what differs. Bad lines are listed, the good ones load, exit code 2.',
  ],
  takes: [1, 1000],
  needs: 'database',
  run: async (input, context) => {
    const format = chosenFormat(textOption(input, 'format'))
    const files = input.positionals.map((name) => ({ name, path: inputFile(context.cwd, name) }))
    const report = emptyReport()
    for (const file of files) await importOne(file, format ?? formatOf(file.path), { input, context, report })
    await context.running?.search.refresh()
    return sayReport(context, 'products', report)
  },
}

async function importOne(
  file: { name: string; path: string },
  format: CatalogFormat,
  { input, context, report }: { input: CommandInput; context: CommandContext; report: ImportReport },
): Promise<void> {
  const { importProducts } = await import('#knowledge/catalog/index.ts')
  const entries = await readerOf(format, file.path, {
    currency: textOption(input, 'currency'),
    shopUrl: textOption(input, 'shop-url'),
    now: context.now(),
  })
  const bar = context.progress(`importing ${file.name}`, await countLines(file.path))
  try {
    const result = await importProducts(await context.db(), untilAborted(entries, context.signal), {
      source: 'import',
      now: context.now(),
      onProgress: ({ line }) => bar.set(line),
    })
    addCounts(report, result)
    report.read += result.read
    report.bad.push(...result.bad.map((bad) => ({ file: file.name, ...bad })))
  } finally {
    bar.done()
  }
}

async function* untilAborted(
  entries: AsyncIterable<CatalogEntry>,
  signal: AbortSignal,
): AsyncGenerator<CatalogEntry> {
  for await (const entry of entries) {
    signal.throwIfAborted()
    yield entry
  }
}

async function readerOf(
  format: CatalogFormat,
  file: string,
  options: ReaderOptions,
): Promise<AsyncIterable<CatalogEntry>> {
  const { readAcpFeed, readMerchantCsv, readShopifyProducts } = await import('#knowledge/catalog/index.ts')
  if (format === 'csv') return readMerchantCsv({ file }, options)
  return format === 'shopify' ? readShopifyProducts({ file }, options) : readAcpFeed({ file })
}

function chosenFormat(text: string | undefined): CatalogFormat | undefined {
  if (text === undefined) return undefined
  const format = formats.find((known) => known === text)
  if (!format) throw new BadInput(`--format is ${formats.join(', ')}, not "${text}"`)
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
