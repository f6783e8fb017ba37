import type { ReactNode } from 'react'
import { texts } from '../texts.ts'
import { Button } from './button.tsx'

/** Nothing here yet, and what will be. */
export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
      {text && <p>{text}</p>}
      {children}
    </div>
  )
}

/** Grey lines where the rows will stand. */
export function Loading({ label, rows = 4 }: { label: string; rows?: number }) {
  return (
    <div className="skeleton" role="status">
      <span className="hidden">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={row} className="skeleton-row" />
      ))}
    </div>
  )
}

export function Failed({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <div className="state" role="alert">
      <p className="state-title">{text}</p>
      <Button onClick={onRetry}>{texts.app.retry}</Button>
    </div>
  )
}
