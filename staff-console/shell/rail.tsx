import { useState } from 'react'
import { useDeskState } from '../conversations/desk.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { Link } from '../routing/link.tsx'
import type { Route } from '../routing/route.ts'
import { frontOf, maySee, type Room, useSession, wingGroups } from '../session/session.ts'
import { texts } from '../texts.ts'
import { initials } from './initials.ts'

type Wing = readonly Room[]

/** The rooms this person may enter: a rail on wide screens, a bar at the bottom of narrow ones. */
export function Rail({ route, onAccount }: { route: Route; onAccount: () => void }) {
  const session = useSession()
  const [daily, shop] = wingGroups.map((group) =>
    group.filter((wing) => wing.some((room) => maySee(session, room))),
  )
  return (
    <header className="rail">
      <span className="mark" aria-hidden="true" />
      <nav className="rail-rooms" aria-label={texts.app.rooms}>
        <RailGroup wings={daily ?? []} route={route} />
        <RailGroup wings={shop ?? []} route={route} folds={(shop ?? []).length > 1} />
      </nav>
      <button type="button" className="avatar rail-account" title={session.staff.name} onClick={onAccount}>
        {initials(session.staff.name)}
        <span className="hidden"> {texts.account.open(session.staff.name)}</span>
      </button>
    </header>
  )
}

/** What belongs together; the shop's own affairs fold into one entry where there is no room for all. */
function RailGroup(props: { wings: readonly Wing[]; route: Route; folds?: boolean }) {
  const { wings, route, folds = false } = props
  return (
    <>
      <div className={`rail-group ${folds ? 'rail-group-folds' : ''}`}>
        {wings.map((wing) => (
          <RailRoom key={wing[0]} wing={wing} route={route} />
        ))}
      </div>
      {folds && <Folded wings={wings} route={route} />}
    </>
  )
}

function Folded({ wings, route }: { wings: readonly Wing[]; route: Route }) {
  const [open, setOpen] = useState(false)
  const here = wings.some((wing) => isIn(route, wing))
  return (
    <>
      <button
        type="button"
        className={`rail-room rail-more ${here ? 'rail-here' : ''}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <span className="rail-sign">
          <Icon name="settings" />
        </span>
        <span>{texts.app.shopRooms}</span>
      </button>
      {open && (
        <Dialog title={texts.app.shopRooms} onClose={() => setOpen(false)}>
          <nav className="rail-sheet" aria-label={texts.app.shopRooms}>
            {wings.map((wing) => (
              <RailRoom key={wing[0]} wing={wing} route={route} onGo={() => setOpen(false)} />
            ))}
          </nav>
        </Dialog>
      )}
    </>
  )
}

function RailRoom({ wing, route, onGo }: { wing: Wing; route: Route; onGo?: () => void }) {
  const session = useSession()
  const waiting = useDeskState((desk) => countWaiting(desk.rows.values()))
  const [sign] = wing
  const front = wing.find((room) => maySee(session, room))
  if (!sign || !front) return null
  const counted = sign === 'conversations' && waiting > 0
  return (
    <Link
      to={frontOf(front)}
      className="rail-room"
      aria-current={isIn(route, wing) ? 'page' : undefined}
      {...(onGo && { onClick: onGo })}
    >
      <span className="rail-sign">
        <Icon name={signOf(sign)} />
        {counted && <span className="badge">{waiting}</span>}
      </span>
      <span>{texts.rooms[sign]}</span>
      {counted && <span className="hidden">{texts.desk.chooseQueued(waiting)}</span>}
    </Link>
  )
}

const isIn = (route: Route, wing: Wing) => wing.some((room) => room === route.room)

/** A page beside the front one of its wing has no sign of its own. */
function signOf(room: Room): IconName {
  switch (room) {
    case 'duplicates':
    case 'requests':
      return 'customers'
    case 'groups':
    case 'predictions':
      return 'segments'
    case 'calendar':
      return 'journeys'
    case 'side-by-side':
      return 'slots'
    case 'modules':
    case 'claims':
    case 'photos':
    case 'pictures':
      return 'messages'
    case 'event-names':
      return 'sources'
    case 'webhooks':
      return 'audiences'
    default:
      return room
  }
}

function countWaiting(rows: Iterable<{ status: string }>): number {
  let count = 0
  for (const row of rows) if (row.status === 'queued') count += 1
  return count
}
