import { Agent, request } from 'node:http'

export interface Client {
  /** Sends JSON; resolves when it is answered with 200, and fails otherwise. */
  post: (path: string, body: string) => Promise<unknown>
  close: () => void
}

/** A shop's server: connections that stay open, and the secret key. */
export function openClient(url: string, key: string): Client {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const headers = {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
  }
  const post = (path: string, body: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const length = { 'content-length': Buffer.byteLength(body) }
      const req = request({ hostname, port, path, method: 'POST', agent, headers: { ...headers, ...length } })
      // a connection that rested may be closed as it is used again: as any client does, once more on a new one
      req.on('error', (error) => (req.reusedSocket ? resolve(post(path, body)) : reject(error)))
      req.on('response', (res) => {
        let text = ''
        res.setEncoding('utf8')
        res.on('data', (chunk) => {
          text += chunk
        })
        res.on('end', () =>
          res.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${res.statusCode} ${text}`)),
        )
      })
      req.end(body)
    })
  return { post, close: () => agent.destroy() }
}
