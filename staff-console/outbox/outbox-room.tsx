import { useEffect } from 'react'
import type { OutboxRoute } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { OutboxPage } from './outbox-page.tsx'
import { StoryPane } from './story-pane.tsx'

/** Everything that leaves the house: the list, or the story of one message. */
export function OutboxRoom({ route }: { route: OutboxRoute }) {
  const { shopName } = useSession()
  useEffect(() => {
    document.title = texts.app.title(texts.outbox.title, shopName)
  }, [shopName])
  return (
    <div className="wing">
      <WingTabs room="outbox" />
      <div className="page-scroll">
        <div className="page page-wide">
          {route.messageId === null ? (
            <OutboxPage route={route} />
          ) : (
            <StoryPane key={route.messageId} route={route} messageId={route.messageId} />
          )}
        </div>
      </div>
    </div>
  )
}
