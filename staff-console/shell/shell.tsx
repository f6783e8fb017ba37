import { useEffect, useRef, useState } from 'react'
import { DeskContext } from '../conversations/desk.ts'
import { useConsoleDesk } from '../conversations/use-console-desk.ts'
import { LiveContext } from '../live/live-context.ts'
import { navigate, useRoute } from '../routing/navigation.ts'
import { home, type Route } from '../routing/route.ts'
import { frontOf, maySee, rooms, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { AccountDialog } from './account-dialog.tsx'
import { ConnectionBar } from './connection-bar.tsx'
import { Rail } from './rail.tsx'
import { Room } from './room.tsx'
import { useShortcuts } from './shortcuts.ts'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

/** The frame around every room: the way between them, the connection, the account. */
export function Shell(props: { expired: boolean; onExpired: () => void; onSignOut: () => void }) {
  const session = useSession()
  const route = useFirstRoom(useRoute())
  const { desk, live } = useConsoleDesk(session.staff, props.onExpired)
  const [dialog, setDialog] = useState<'account' | 'shortcuts' | null>(null)
  const mainRef = useRef<HTMLElement>(null)
  useFocusOnRoomChange(route, mainRef)
  useShortcuts({ '?': () => setDialog('shortcuts') })
  const hears = maySee(session, 'conversations') || maySee(session, 'sandbox')
  useEffect(() => {
    // after a new sign-in the socket shows the new cookie
    if (hears && !props.expired) live.socket.disconnect().connect()
  }, [hears, props.expired, live])
  return (
    <LiveContext value={live}>
      <DeskContext value={desk}>
        <div className="shell">
          <a className="skip" href="#room">
            {texts.app.skip}
          </a>
          <Rail route={route} onAccount={() => setDialog('account')} />
          <div className="shell-room">
            <ConnectionBar connection={live.connection} />
            <main id="room" ref={mainRef} tabIndex={-1}>
              <Room route={route} />
            </main>
          </div>
          {dialog === 'account' && (
            <AccountDialog
              onClose={() => setDialog(null)}
              onShortcuts={() => setDialog('shortcuts')}
              onSignOut={props.onSignOut}
            />
          )}
          {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(null)} />}
        </div>
      </DeskContext>
    </LiveContext>
  )
}

/** Whoever may not see the conversations starts in the first room that is theirs. */
function useFirstRoom(route: Route): Route {
  const session = useSession()
  const front = rooms.find((room) => maySee(session, room))
  const misplaced = route === home && front !== undefined && front !== 'conversations'
  useEffect(() => {
    if (misplaced && front) navigate(frontOf(front), { replace: true })
  }, [misplaced, front])
  return route
}

function useFocusOnRoomChange(route: Route, main: { current: HTMLElement | null }): void {
  const before = useRef(route.room)
  useEffect(() => {
    if (before.current === route.room) return
    before.current = route.room
    main.current?.focus({ preventScroll: true })
    main.current?.scrollTo(0, 0)
  }, [route.room, main])
}
