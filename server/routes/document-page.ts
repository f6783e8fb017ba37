import { Router } from 'express'
import { Problem } from '#contract/problem.ts'
import { escapeHtml, findDocument } from '#knowledge/documents/index.ts'
import { contentSecurityPolicy } from '../csp.ts'
import type { House } from '../house.ts'

/** `/documents/:id`: what an answer links to, as a page in the shop's name and colour. */
export function documentPages(house: House): Router {
  const router = Router()
  router.get('/documents/theme.css', async (_req, res) => {
    const { accentColor } = await house.settings()
    res.type('css').set('Cache-Control', 'public, max-age=60').send(stylesheet(accentColor))
  })
  router.get('/documents/:id', async (req, res) => {
    const document = await findDocument(house.db, req.params.id)
    if (!document) throw new Problem('not-found', 'There is no such document')
    const { shopName, locale } = await house.settings()
    res.set('Content-Security-Policy', contentSecurityPolicy('document'))
    res.set('Cache-Control', 'no-cache')
    res.type('html').send(page({ shopName, locale, ...document }))
  })
  return router
}

interface Page {
  shopName: string
  locale: string
  title: string
  url: string | null
  html: string
  updatedAt: string
  countries: string[]
  validFrom: string | null
}

// `html` is sanitised by knowledge/documents; everything else is escaped here
function page({ shopName, locale, title, url, html, updatedAt, countries, validFrom }: Page): string {
  const changed = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(updatedAt))
  const holds = holdsFor(countries, validFrom, locale)
  const heading = /<h1[\s>]/i.test(html) ? '' : `<h1>${escapeHtml(title)}</h1>`
  const original = url ? ` · <a href="${escapeHtml(url)}">Original page</a>` : ''
  return `<!doctype html>
<html lang="${escapeHtml(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · ${escapeHtml(shopName)}</title>
<link rel="stylesheet" href="/documents/theme.css">
</head>
<body>
<header><a href="/">${escapeHtml(shopName)}</a></header>
<main>${heading}${html}</main>
<footer>${holds ? `${escapeHtml(holds)} · ` : ''}Updated <time datetime="${escapeHtml(updatedAt)}">${escapeHtml(changed)}</time>${original}</footer>
</body>
</html>`
}

/** `For Austria and Germany, from September 2, 2024`; empty where it simply holds. */
function holdsFor(countries: string[], validFrom: string | null, locale: string): string {
  const regions = new Intl.DisplayNames(locale, { type: 'region' })
  const names = countries.map((code) => regions.of(code) ?? code)
  const where = names.length > 0 ? `For ${new Intl.ListFormat(locale).format(names)}` : 'Holds'
  if (validFrom === null) return names.length > 0 ? where : ''
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(validFrom),
  )
  return `${where}, from ${day}`
}

function stylesheet(accent: string): string {
  return `:root { color-scheme: light dark; --accent: ${accent}; --ink: #1d1f23; --soft: #5d636c; --paper: #fff; --line: #e6e3de }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ecebe8; --soft: #a5a8ae; --paper: #16181b; --line: #2d3035 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.65 system-ui, sans-serif }
header, main, footer { max-width: 44rem; margin-inline: auto; padding-inline: 1.25rem }
header { padding-block: 1.25rem; border-block-end: 3px solid var(--accent); font-weight: 650 }
header a { color: inherit; text-decoration: none }
main { padding-block: 1.5rem 2.5rem; overflow-wrap: anywhere }
h1 { font-size: 1.9rem; line-height: 1.2; margin-block: 0.5rem 1rem; text-wrap: balance }
h2 { font-size: 1.25rem; margin-block: 2rem 0.5rem }
h3 { font-size: 1.05rem; margin-block: 1.5rem 0.25rem }
a { color: inherit; text-decoration-color: var(--accent); text-decoration-thickness: 2px; text-underline-offset: 3px }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: start; padding: 0.5rem 0.75rem 0.5rem 0; border-block-end: 1px solid var(--line) }
img { max-width: 100%; height: auto }
footer { padding-block: 1rem 2.5rem; border-block-start: 1px solid var(--line); color: var(--soft); font-size: 0.9rem }
`
}
