import { escapeHtml } from '#knowledge/documents/index.ts'
import type { PersonArchive } from './export.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;margin:0 0 1.5rem;font-size:.85rem;display:block;overflow-x:auto}
th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top;max-width:30rem;overflow-wrap:anywhere}`

/** The same archive as a page that can be read without any program but a browser. Nothing in it is loaded or run. */
export function archivePage(archive: PersonArchive): string {
  const { about, rooms } = archive
  const title = `What we keep of ${archive.name ?? archive.customerId}`
  const sections = Object.entries(rooms).map(([name, tables]) => {
    const notice = Object.entries(about.rooms).find(([room]) => room === name)?.[1]
    const words = notice
      ? `<p>${escapeHtml(notice.what)}.</p><dl>${pair('What for', notice.purposes)}${pair('Where from', notice.source)}</dl>`
      : ''
    return `<h2>${escapeHtml(name)}</h2>${words}${Object.entries(tables).map(tableOf).join('')}`
  })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style>
<h1>${escapeHtml(title)}</h1><p>As of ${escapeHtml(archive.exportedAt)}. The same is in person.json, for programs.</p>
<h2>Who gets it</h2>${listOf(about.recipients)}
<h2>How long it is kept</h2>${listOf(about.kept.map(({ what, days }) => `${what}: ${days} days`))}
<h2>How it is used</h2>${listOf(about.logic)}
<h2>Your rights</h2>${listOf(about.rights)}
${sections.join('\n')}</html>
`
}

const pair = (term: string, text: string) => `<dt>${term}</dt><dd>${escapeHtml(text)}</dd>`
const listOf = (lines: string[]) => `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`

function tableOf([name, rows]: [string, unknown[]]): string {
  const records = rows.map((row) => (typeof row === 'object' && row !== null ? Object.entries(row) : []))
  const columns = [...new Set(records.flatMap((record) => record.map(([column]) => column)))]
  if (columns.length === 0) return ''
  const head = columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('')
  const body = records.map((record) => {
    const cells = new Map(record)
    return `<tr>${columns.map((column) => `<td>${escapeHtml(textOf(cells.get(column)))}</td>`).join('')}</tr>`
  })
  return `<h3>${escapeHtml(name)}</h3><table><tr>${head}</tr>${body.join('')}</table>`
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
