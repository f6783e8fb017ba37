import type { ReactNode } from 'react'
import type { ShopError } from '../shop/ask-server.ts'
import { texts } from '../texts.ts'

const tiles = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** Grey tiles where products will be. */
export function LoadingGrid({ count = 8 }: { count?: number }) {
  return (
    <div className="grid" role="status" aria-label={texts.loading}>
      {tiles.slice(0, count).map((name) => (
        <div key={name} className="tile waiting">
          <div className="picture" />
          <div className="bar" />
          <div className="bar short" />
        </div>
      ))}
    </div>
  )
}

export function LoadingPage() {
  return (
    <p className="page quiet waiting-page" role="status">
      {texts.loading}
    </p>
  )
}

export function Failed({ error, again }: { error: ShopError; again: () => void }) {
  return (
    <div className="page message" role="alert">
      <p>{error.status === 0 ? texts.offline : error.message || texts.failed}</p>
      <button type="button" className="button" onClick={again}>
        {texts.again}
      </button>
    </div>
  )
}

/** A page with nothing on it, and what to do next. */
export function Empty({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="page message">
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </div>
  )
}
