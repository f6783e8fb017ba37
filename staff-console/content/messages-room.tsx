import { useEffect, useState } from 'react'
import { BackLink } from '../customers/back-link.tsx'
import { Icon } from '../parts/icon.tsx'
import { navigate, setLeaveGuard } from '../routing/navigation.ts'
import { allMessages, type MessagesRoute, messagePage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { MessageList } from './message-list.tsx'
import { MessagePane } from './message-pane.tsx'
import type { Viewer } from './preview-panel.tsx'

const words = texts.content

/** The messages: all of them, or one that is written. */
export function MessagesRoom({ route }: { route: MessagesRoute }) {
  const { shopName } = useSession()
  const [done, setDone] = useState<{ text: string; at: string } | null>(null)
  // whom messages are shown for stays from one to the next
  const [viewers, setViewers] = useState<readonly Viewer[]>([])
  const { message, step, version } = route
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  const isList = step === 'page' && message === null
  return (
    <div className="wing">
      <WingTabs room="messages" />
      <div className="page-scroll" key={`${message} ${step} ${version}`}>
        <div className="page page-full">
          {!isList && <BackLink to={allMessages} label={words.back} />}
          <div role="status">
            {done && done.at === message && (
              <p className="done-note">
                <Icon name="check" />
                <span>{done.text}</span>
              </p>
            )}
          </div>
          {isList ? (
            <MessageList />
          ) : (
            <MessagePane
              id={step === 'new' ? null : message}
              version={version}
              viewers={viewers}
              onViewers={setViewers}
              onSaved={(id) => {
                setLeaveGuard(null)
                setDone({ text: words.saved, at: id })
                navigate(messagePage(id))
              }}
            />
          )}
        </div>
      </div>
    </div>
  )
}
