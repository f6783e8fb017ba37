import { useCallback, useEffect, useState } from 'react'

export type Resource<T> = { status: 'loading' } | { status: 'failed' } | { status: 'ready'; value: T }

/** Reads something when the page opens. `reload` keeps what is shown until the answer is here. */
export function useResource<T>(read: () => Promise<T>): {
  resource: Resource<T>
  reload: () => Promise<void>
  replace: (value: T) => void
} {
  const [resource, setResource] = useState<Resource<T>>({ status: 'loading' })
  const reload = useCallback(async () => {
    setResource((held) => (held.status === 'ready' ? held : { status: 'loading' }))
    try {
      const value = await read()
      setResource({ status: 'ready', value })
    } catch {
      setResource((held) => (held.status === 'ready' ? held : { status: 'failed' }))
    }
  }, [read])
  useEffect(() => void reload(), [reload])
  return { resource, reload, replace: (value) => setResource({ status: 'ready', value }) }
}
