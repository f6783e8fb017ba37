import { useDeskState } from '../conversations/desk.ts'
import { Icon } from '../parts/icon.tsx'
import { Link } from '../routing/link.tsx'
import type { Route } from '../routing/route.ts'
import { frontOf, maySee, rooms, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { initials } from './initials.ts'

/** The rooms this person may enter: a rail on wide screens, a bar at the bottom of narrow ones. */
export function Rail({ route, onAccount }: { route: Route; onAccount: () => void }) {
  const session = useSession()
  const waiting = useDeskState((desk) => countWaiting(desk.rows.values()))
  return (
    <header className="rail">
      <span className="mark" aria-hidden="true" />
      <nav className="rail-rooms" aria-label={texts.app.rooms}>
        {rooms
          .filter((room) => maySee(session, room))
          .map((room) => (
            <Link
              key={room}
              to={frontOf(room)}
              className="rail-room"
              aria-current={route.room === room ? 'page' : undefined}
            >
              <span className="rail-sign">
                <Icon name={room} />
                {room === 'conversations' && waiting > 0 && <span className="badge">{waiting}</span>}
              </span>
              <span>{texts.rooms[room]}</span>
              {room === 'conversations' && waiting > 0 && (
                <span className="hidden">{texts.desk.chooseQueued(waiting)}</span>
              )}
            </Link>
          ))}
      </nav>
      <button
        type="button"
        className="avatar rail-account"
        aria-label={texts.account.open(session.staff.name)}
        title={session.staff.name}
        onClick={onAccount}
      >
        {initials(session.staff.name)}
      </button>
    </header>
  )
}

function countWaiting(rows: Iterable<{ status: string }>): number {
  let count = 0
  for (const row of rows) if (row.status === 'queued') count += 1
  return count
}
