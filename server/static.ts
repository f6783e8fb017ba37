import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { extname, resolve, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'

interface Asset {
  body: Buffer
  gzip: Buffer | null
  brotli: Buffer | null
  type: string
  etag: string
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
const compressible = /javascript|css|html|json|svg|text/

export interface Folder {
  /** Answers the file at this path inside the folder; false where there is none. */
  send: (req: Request, res: Response, path: string) => boolean
  has: (path: string) => boolean
}

/** A built folder: each file is read and compressed once, and again when it was built anew. */
export function openFolder(folder: string): Folder {
  const assets = new Map<string, { asset: Asset; changedAt: number }>()
  return {
    has: (path) => fileAt(folder, path) !== null,
    send(req, res, path) {
      const file = fileAt(folder, path)
      if (!file) return false
      const known = assets.get(path)
      const asset = known?.changedAt === file.changedAt ? known.asset : readAsset(file.path)
      assets.set(path, { asset, changedAt: file.changedAt })
      sendAsset(req, res, asset)
      return true
    },
  }
}

/** The file, when there is one and it lies inside the folder. */
function fileAt(folder: string, path: string): { path: string; changedAt: number } | null {
  const full = resolve(folder, path)
  if (path.includes('\0') || !full.startsWith(folder + sep)) return null
  const stat = statSync(full, { throwIfNoEntry: false })
  return stat?.isFile() ? { path: full, changedAt: stat.mtimeMs } : null
}

function readAsset(path: string): Asset {
  const body = readFileSync(path)
  const type = types[extname(path)] ?? 'application/octet-stream'
  const worthIt = compressible.test(type) && body.length > 512
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }
  return {
    body,
    type,
    gzip: worthIt ? gzipSync(body) : null,
    brotli: worthIt ? brotliCompressSync(body, quality) : null,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  }
}

function sendAsset(req: Request, res: Response, asset: Asset): void {
  res.setHeader('Content-Type', asset.type)
  res.setHeader('ETag', asset.etag)
  res.setHeader('Vary', 'Accept-Encoding')
  if (req.headers['if-none-match'] === asset.etag) {
    res.status(304).end()
    return
  }
  const encodings = req.acceptsEncodings()
  if (asset.brotli && encodings.includes('br')) res.setHeader('Content-Encoding', 'br').end(asset.brotli)
  else if (asset.gzip && encodings.includes('gzip')) res.setHeader('Content-Encoding', 'gzip').end(asset.gzip)
  else res.end(asset.body)
}

const HASHED = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

/** Built files carry a hash in their name and never change; everything else is asked for again. */
export function cacheControl(path: string): string {
  return HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/** Lets a page of any shop load these files: the widget lives in other people's pages. */
export const fromAnywhere: RequestHandler = (_req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', '*')
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  res.removeHeader('Content-Security-Policy')
  next()
}
