import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const icon = '<svg xmlns="http://www.w3.org/2000/svg"/>'
const styles = `body { margin: 0; font: 16px/1.5 sans-serif } .top { min-height: 160px } .low { margin-top: 2000px; min-height: 160px }
.rapport-product-image { inline-size: 80px; block-size: 80px } button { min-inline-size: 24px; min-block-size: 24px }`

export const hostSlots = `<div class="top" data-rapport-slot="home_hero"><h2>As written in the page</h2></div>
<div class="low" data-rapport-slot="home_row_1"><p>Our row</p></div><div data-rapport-slot="exit_intent"></div>`

/** A shop's own page with slots in it, on another origin than Rapport, under a policy that allows Rapport and no more. */
export async function openSlotsHost(rapport: { url: string; publicKey: string }) {
  const { url, publicKey } = rapport
  const policy = `default-src 'none'; script-src ${url}; connect-src ${url}; img-src 'self' ${url}; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types rapport`
  const page = (attributes: string) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/host.css"><script src="${url}/rapport.js" data-key="${publicKey}" ${attributes} async></script></head><body><main><h1>A shop</h1>${hostSlots}</main></body></html>`
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop')
    const send = (type: string, body: string) =>
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body)
    if (pathname === '/icon.svg') send('image/svg+xml', icon)
    else if (pathname === '/host.css') send('text/css', styles)
    else send('text/html', page(searchParams.has('ask') ? 'data-consent="required"' : ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
