import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const icon = '<svg xmlns="http://www.w3.org/2000/svg"/>'

/** A page of a shop's own site, on another origin than Rapport, under a policy that allows Rapport and no more. */
export async function openHostPage(rapport: { url: string; publicKey: string }, attributes = '') {
  const socket = rapport.url.replace(/^http/, 'ws')
  const policy = `default-src 'none'; script-src ${rapport.url}; connect-src ${rapport.url} ${socket}; img-src 'self' ${rapport.url}; base-uri 'none'; require-trusted-types-for 'script'`
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title><link rel="icon" href="/icon.svg"></head><body><main><h1>A shop</h1></main><script src="${rapport.url}/widget.js" data-key="${rapport.publicKey}" ${attributes} async></script></body></html>`
  const server = createServer((request, response) => {
    if (request.url === '/icon.svg') response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(icon)
    else response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
