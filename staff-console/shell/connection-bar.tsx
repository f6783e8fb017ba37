import type { Connection } from '../live/socket.ts'
import { Icon } from '../parts/icon.tsx'
import { type Store, useStore } from '../state/store.ts'
import { texts } from '../texts.ts'

/** Says that the console is cut off, and only then. */
export function ConnectionBar({ connection }: { connection: Store<Connection> }) {
  const state = useStore(connection, (now) => now)
  return (
    <div role="status" data-connection={state}>
      {state === 'offline' && (
        <p className="connection-bar">
          <Icon name="offline" />
          {texts.app.offline}
        </p>
      )}
    </div>
  )
}
