import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, join } from 'node:path'
import type { WidgetConfig } from '#contract/chat.ts'

export interface FakeOptions {
  config?: Partial<WidgetConfig>
  /** The host page's attributes on the script tag, e.g. `data-locale="ar"`. */
  attributes?: string
  /** Markup of the host page. */
  page?: string
  /** How the answer to a stored message, and the news of it, get lost. */
  losesAnswer?: () => 'with_the_line' | 'silently' | null
  /** Scripts of the host page, by path. */
  scripts?: Record<string, string>
  refusesKey?: boolean
}

/** The page's policy: nothing inline, nothing from elsewhere. */
export const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"

const defaultConfig: WidgetConfig = {
  shopName: 'Fell & Hearth',
  greeting: 'Hello. What can we help you find today?',
  starters: ['Waterproof jackets under $150', 'What is your return policy?', 'Where is my order?'],
  locale: 'en-US',
  direction: 'ltr',
  accentColor: '#1f5c4a',
  consentRequired: false,
  staffedNow: true,
}

/** Answers a request for a page of the shop, its pictures, or the widget's files from `folder`. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  options: FakeOptions,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://shop').pathname
  if (path === '/v1/widget' && options.refusesKey) {
    response.writeHead(401, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify({ status: 401, detail: 'The public key is missing, unknown or revoked.' }))
    return
  }
  const script = options.scripts?.[path]
  if (script !== undefined) {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    return
  }
  if (path === '/v1/widget') return json(response, { ...defaultConfig, ...options.config })
  if (path === '/widget.js' || path.startsWith('/widget/')) {
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' })
    response.end(await readFile(join(folder, basename(path))))
    return
  }
  if (path.endsWith('.svg')) {
    response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(picture(path))
    return
  }
  if (path === '/host.css') {
    response.writeHead(200, { 'content-type': 'text/css' }).end(hostStyles)
    return
  }
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': strictPolicy,
  })
  response.end(hostPage(options))
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** A page whose own styles would spoil the widget if they could reach it. */
const hostStyles = `
  body { margin: 0; padding: 24px; font: 16px/1.5 Georgia, serif; background: #fbfaf8; color: #222; }
  @media (prefers-color-scheme: dark) { body { background: #131211; color: #eee; } }
  button, a, li, p, section, h2, h3, img, textarea, div > div { letter-spacing: 3px; text-transform: uppercase; color: red !important; border: 5px solid lime; }
  rapport-chat, rapport-chat * { display: none; opacity: 0.2; }
`

function hostPage({ attributes = '', page = '' }: FakeOptions): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><title>Rain jackets</title><link rel="stylesheet" href="/host.css"><link rel="icon" href="/icon.svg"></head><body><main><h1>Rain jackets</h1>${page}</main><script src="/widget.js" data-key="pk_test" ${attributes} async></script></body></html>`
}

function picture(path: string): string {
  const hue = [...path].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 360
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="hsl(${hue} 25% 88%)"/><path d="M150 70l50 20 50-20 40 40-30 30v110H140V140l-30-30z" fill="hsl(${hue} 40% 40%)"/></svg>`
}
