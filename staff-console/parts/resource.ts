import { useCallback, useEffect, useState } from 'react'
import { RequestError } from '../api/http.ts'

/** Why something could not be read: no connection, no such thing, or else. */
export type Fault = 'offline' | 'missing' | 'refused'

export type Resource<T> =
  | { status: 'loading' }
  | { status: 'failed'; fault: Fault }
  | { status: 'ready'; value: T }

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
    } catch (error) {
      const fault = faultOf(error)
      setResource((held) => (held.status === 'ready' ? held : { status: 'failed', fault }))
    }
  }, [read])
  useEffect(() => void reload(), [reload])
  return { resource, reload, replace: (value) => setResource({ status: 'ready', value }) }
}

export function faultOf(error: unknown): Fault {
  if (!(error instanceof RequestError) || error.reason === 'offline') return 'offline'
  return error.problem?.status === 404 ? 'missing' : 'refused'
}
