import { type ComponentType, useEffect, useState } from 'react'

/**
 * A component that is seldom in a chat: what draws it is fetched with the first one. Until then, and offline, the
 * words of the message stand for themselves.
 */
export function late<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null
  return function Late(props: P) {
    const [Drawn, setDrawn] = useState<ComponentType<P> | null>(() => loaded)
    useEffect(() => {
      if (Drawn) return
      let gone = false
      load().then(
        (component) => {
          loaded = component
          if (!gone) setDrawn(() => component)
        },
        () => undefined,
      )
      return () => {
        gone = true
      }
    }, [Drawn])
    return Drawn && <Drawn {...props} />
  }
}
