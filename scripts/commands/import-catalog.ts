import type { CatalogEntry } from '#knowledge/catalog/index.ts'
import { catalogEntries, catalogFormats } from '../catalog-file.ts'
import { type Command, type CommandContext, type CommandInput, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { addCounts, emptyReport, type ImportReport, sayReport } from '../import-report.ts'
import { countLines } from '../record-file.ts'

export const importCatalog: Command = {
  words: ['import', 'catalog'],
  usage: 'FILE…',
  summary:
    'load products: an ACP product feed, a Shopify products.json, or a CSV with Google Merchant columns',
  options: {
    format: {
      type: 'string',
      about: `${catalogFormats.join(', ')}; without it, by the file's name and content`,
    },
    currency: { type: 'string', about: 'of prices that name none; default USD' },
    'shop-url': { type: 'string', about: "the shop's address, to make links of handles" },
  },
  notes: [
    'Importing again changes only what differs. Bad lines are listed, the good ones load, exit code 2.',
  ],
  takes: [1, 1000],
  needs: 'database',
  run: async (input, context) => {
    const files = input.positionals.map((name) => ({ name, path: inputFile(context.cwd, name) }))
    const report = emptyReport()
    for (const file of files) await importOne(file, { input, context, report })
    await context.running?.search.refresh()
    return sayReport(context, 'products', report)
  },
}

async function importOne(
  file: { name: string; path: string },
  { input, context, report }: { input: CommandInput; context: CommandContext; report: ImportReport },
): Promise<void> {
  const { importProducts } = await import('#knowledge/catalog/index.ts')
  const entries = await catalogEntries(file.path, textOption(input, 'format'), {
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
