import { type KeyboardEvent, useEffect, useMemo } from 'react'
import type { ConversationRow, ConversationViewName } from '#contract/staff-api.ts'
import { Button } from '../parts/button.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { navigate } from '../routing/navigation.ts'
import { viewNames } from '../routing/route.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { texts } from '../texts.ts'
import { useDesk, useDeskState } from './desk.ts'
import { ListRow } from './list-row.tsx'
import { rowsOf } from './rows.ts'

interface ListProps {
  view: ConversationViewName
  conversationId: string | null
}

/** Which conversations there are: four views, the queue first. */
export function ListPane({ view, conversationId }: ListProps) {
  const desk = useDesk()
  const rows = useRows(view)
  useEffect(() => void desk.load(view), [desk, view])
  useListKeys(view, conversationId, rows)
  return (
    <section className="list-pane" aria-label={texts.rooms.conversations}>
      <ViewTabs view={view} conversationId={conversationId} />
      <div className="list-scroll">
        <ListBody view={view} conversationId={conversationId} rows={rows} />
      </div>
    </section>
  )
}

function ViewTabs({ view, conversationId }: ListProps) {
  const queued = useRows('queue').length
  const unread = useRows('mine').filter((row) => row.unread).length
  const counts = { queue: queued, mine: unread, open: 0, closed: 0 }
  return (
    <nav className="tabs" aria-label={texts.desk.viewsLabel}>
      {viewNames.map((name) => (
        <Link
          key={name}
          to={{ room: 'conversations', view: name, conversationId }}
          className="tab"
          aria-current={name === view ? 'page' : undefined}
        >
          {texts.desk.views[name]}
          {counts[name] > 0 && <span className="count">{counts[name]}</span>}
        </Link>
      ))}
    </nav>
  )
}

function ListBody({ view, conversationId, rows }: ListProps & { rows: ConversationRow[] }) {
  const desk = useDesk()
  const state = useDeskState((all) => all.views[view])
  if (rows.length === 0) {
    if (state.status === 'loading') return <Loading label={texts.desk.loading} />
    if (state.status === 'failed')
      return <Failed text={texts.desk.failed} onRetry={() => void desk.load(view)} />
    const [title = '', text = ''] = texts.desk.empty[view]
    return <Empty title={title} text={text} />
  }
  return (
    <>
      <ul className="rows" onKeyDown={moveFocus}>
        {rows.map((row) => (
          <ListRow
            key={row.conversationId}
            row={row}
            view={view}
            current={row.conversationId === conversationId}
          />
        ))}
      </ul>
      {state.next !== null && (
        <div className="list-more">
          <Button look="quiet" busy={state.loadingMore} onClick={() => void desk.loadMore(view)}>
            {state.loadingMore ? texts.desk.loadingMore : texts.desk.more}
          </Button>
        </div>
      )}
    </>
  )
}

function useRows(view: ConversationViewName): ConversationRow[] {
  const desk = useDesk()
  const rows = useDeskState((state) => state.rows)
  return useMemo(() => rowsOf(rows, view, desk.staffId), [rows, view, desk])
}

function useListKeys(view: ConversationViewName, conversationId: string | null, rows: ConversationRow[]) {
  const step = (by: number) => {
    const at = rows.findIndex((row) => row.conversationId === conversationId)
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next) navigate({ room: 'conversations', view, conversationId: next.conversationId })
  }
  const show = (index: number) => () => {
    const name = viewNames[index]
    if (name) navigate({ room: 'conversations', view: name, conversationId })
  }
  useShortcuts({ j: () => step(1), k: () => step(-1), 1: show(0), 2: show(1), 3: show(2), 4: show(3) })
}

/** Up and down move the focus between the rows; Enter opens, as with any link. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...event.currentTarget.querySelectorAll('a')]
  const at = links.findIndex((link) => link.matches(':focus'))
  links[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  event.preventDefault()
}
