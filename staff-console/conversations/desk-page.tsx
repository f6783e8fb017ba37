import { useEffect } from 'react'
import type { ConversationViewName } from '#contract/staff-api.ts'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { ConversationPane } from './conversation-pane.tsx'
import { useDesk, useDeskState } from './desk.ts'
import { ListPane } from './list-pane.tsx'
import { NoticeBar } from './notice-bar.tsx'
import { rowsOf } from './rows.ts'

/** The desk: the list, the conversation, the customer. */
export function DeskPage(props: { view: ConversationViewName; conversationId: string | null }) {
  const desk = useDesk()
  const announcement = useDeskState((state) => state.announcement)
  useEffect(() => desk.open(props.conversationId), [desk, props.conversationId])
  useEffect(() => () => desk.open(null), [desk])
  useTitle(props.view)
  return (
    <div className={`desk ${props.conversationId === null ? '' : 'desk-open'}`}>
      <h1 className="hidden">{texts.rooms.conversations}</h1>
      <ListPane view={props.view} conversationId={props.conversationId} />
      <ConversationPane view={props.view} conversationId={props.conversationId} />
      <NoticeBar />
      <p className="hidden" role="status" aria-live="polite">
        {announcement}
      </p>
    </div>
  )
}

/** Who waits is seen on the tab too: `(2) Conversations`. */
function useTitle(view: ConversationViewName): void {
  const { shopName, staff } = useSession()
  const waiting = useDeskState((state) => rowsOf(state.rows, 'queue', staff.staffId).length)
  useEffect(() => {
    const page = `${texts.rooms.conversations}: ${texts.desk.views[view]}`
    document.title = texts.app.title(waiting > 0 ? `(${waiting}) ${page}` : page, shopName)
  }, [view, waiting, shopName])
}
