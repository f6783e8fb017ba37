import { escapeHtml } from '#knowledge/documents/index.ts'
import type { Language } from './words.ts'

/** What stands around every page that a link leads to. `html` is escaped by whoever made it. */
export function frame(
  shopName: string,
  language: Language,
  title: string,
  html: string,
  stylesheets: readonly string[] = ['/preferences/theme.css'],
): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${escapeHtml(title)} · ${escapeHtml(shopName)}</title>
<link rel="icon" href="/preferences/icon.svg">
${stylesheets.map((href) => `<link rel="stylesheet" href="${escapeHtml(href)}">`).join('\n')}
</head>
<body>
<header>${escapeHtml(shopName)}</header>
<main>
${html}
</main>
</body>
</html>`
}
