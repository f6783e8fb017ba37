import { askServer } from './ask-server.ts'

/** Asks Rapport's own API with the shop's public key, which the page carries at its script tags. */
export function askOpen<T>(path: string, query: URLSearchParams, signal: AbortSignal): Promise<T> {
  const key = document.querySelector<HTMLScriptElement>('script[data-key]')?.dataset.key ?? ''
  const asked = new URLSearchParams(query)
  asked.set('key', key)
  return askServer<T>(`/v1/${path}?${asked}`, { signal, base: '' })
}
