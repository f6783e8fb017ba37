import { Link } from '../routing/link.tsx'
import { frontOf, maySee, type Room, useSession, wings } from '../session/session.ts'
import { texts } from '../texts.ts'

/** The pages under one sign of the menu, as far as this person may see them; alone, a page needs no tabs. */
export function WingTabs({ room, counts = {} }: { room: Room; counts?: Partial<Record<Room, number>> }) {
  const session = useSession()
  const wing = wings.find((pages) => pages.includes(room)) ?? []
  const pages = wing.filter((page) => maySee(session, page))
  if (pages.length < 2) return null
  return (
    <nav className="tabs" aria-label={texts.app.pages}>
      {pages.map((page) => (
        <Link key={page} to={frontOf(page)} className="tab" aria-current={page === room ? 'page' : undefined}>
          {texts.rooms[page]}
          {(counts[page] ?? 0) > 0 && <span className="count">{counts[page]}</span>}
        </Link>
      ))}
    </nav>
  )
}
