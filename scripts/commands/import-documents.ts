import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { Problem } from '#contract/problem.ts'
import type { DocumentFormat } from '#knowledge/documents/index.ts'
import { BadInput, type Command, type CommandContext } from '../command.ts'
import { inputFile } from '../files.ts'
import { emptyReport, type ImportReport, sayReport } from '../import-report.ts'

const formatOf: Record<string, DocumentFormat> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
}

export const importDocuments: Command = {
  words: ['import', 'documents'],
  usage: 'FILE…',
  summary: 'load policies, care, delivery and store pages from Markdown or HTML files',
  notes: [
    'A file of the same name updates the document. Front matter (or <meta name="rapport:…">) may give title, url,',
    'kind (policy, care, delivery, store, other), updated, key, country, version, valid-from and valid-until.',
  ],
  takes: [1, 1000],
  needs: 'database',
  run: async (input, context) => {
    const files = input.positionals.map((name) => readable(context.cwd, name))
    const report = emptyReport()
    const bar = context.progress('importing documents', files.length)
    try {
      for (const file of files) {
        context.signal.throwIfAborted()
        await importOne(file, context, report)
        bar.set(report.read)
      }
    } finally {
      bar.done()
    }
    await context.running?.search.refresh()
    return sayReport(context, 'documents', report)
  },
}

interface DocumentFile {
  name: string
  path: string
  format: DocumentFormat
}

function readable(cwd: string, name: string): DocumentFile {
  const path = inputFile(cwd, name)
  const format = formatOf[extname(path).toLowerCase()]
  if (!format) throw new BadInput(`${name}: a document is a .md or .html file`)
  return { name, path, format }
}

async function importOne(file: DocumentFile, context: CommandContext, report: ImportReport): Promise<void> {
  const { importDocument } = await import('#knowledge/documents/index.ts')
  report.read++
  const slug = basename(file.path, extname(file.path))
  const text = await readFile(file.path, 'utf8')
  try {
    const { changed } = await importDocument(
      await context.db(),
      { slug, format: file.format, text },
      'import',
      context.now(),
    )
    if (changed) report.updated++
    else report.unchanged++
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const first = error.errors?.[0]
    report.bad.push({
      file: file.name,
      line: 1,
      field: first?.path ?? 'document',
      message: first?.message ?? error.message,
    })
  }
}
