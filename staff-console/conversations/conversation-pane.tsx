import { type ReactNode, useState } from 'react'
import type { ConversationDetail, ConversationViewName } from '#contract/staff-api.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { navigate } from '../routing/navigation.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { texts } from '../texts.ts'
import { Composer } from './composer.tsx'
import { ConversationHead } from './conversation-head.tsx'
import { CustomerPane } from './customer-pane.tsx'
import { useDesk, useDeskState } from './desk.ts'
import { rowsOf } from './rows.ts'
import { Transcript } from './transcript.tsx'

/** The conversation that is open, or what to open next. */
export function ConversationPane(props: { view: ConversationViewName; conversationId: string | null }) {
  const desk = useDesk()
  const open = useDeskState((state) => state.open)
  const { conversationId } = props
  if (conversationId === null) return <NothingOpen view={props.view} />
  if (open?.status === 'missing') {
    return (
      <Aside>
        <Empty title={texts.transcript.missing} />
      </Aside>
    )
  }
  if (open?.status === 'failed') {
    return (
      <Aside>
        <Failed text={texts.transcript.failed} onRetry={() => void desk.reload(conversationId)} />
      </Aside>
    )
  }
  if (!open?.detail || open.conversationId !== conversationId) {
    return (
      <Aside>
        <Loading label={texts.transcript.loading} rows={6} />
      </Aside>
    )
  }
  return <Opened key={conversationId} detail={open.detail} view={props.view} />
}

function Opened({ detail, view }: { detail: ConversationDetail; view: ConversationViewName }) {
  const desk = useDesk()
  const [showsCustomer, setShowsCustomer] = useState(false)
  const row = useDeskState((state) => state.rows.get(detail.row.conversationId)) ?? detail.row
  const mine = row.status === 'with_staff' && row.staffId === desk.staffId
  const canTake = row.status === 'queued' || row.status === 'agent'
  const act = (action: 'take' | 'release' | 'resolve') => () => void desk.act(row.conversationId, action)
  useShortcuts({
    t: canTake ? act('take') : undefined,
    g: mine ? act('release') : undefined,
    e: mine ? act('resolve') : undefined,
  })
  return (
    <>
      <section className="talk" aria-label={texts.transcript.label(texts.desk.nameOf(row))}>
        <ConversationHead
          row={row}
          phone={detail.phone ?? null}
          view={view}
          onCustomer={() => setShowsCustomer(true)}
        />
        <Transcript detail={detail} row={row} />
        <Composer row={row} phone={detail.phone ?? null} />
      </section>
      <aside className="customer" aria-label={texts.customer.title}>
        <CustomerPane detail={detail} row={row} />
      </aside>
      {showsCustomer && (
        <Dialog title={texts.customer.title} shape="sheet" onClose={() => setShowsCustomer(false)}>
          <CustomerPane detail={detail} row={row} />
        </Dialog>
      )}
    </>
  )
}

function NothingOpen({ view }: { view: ConversationViewName }) {
  const desk = useDesk()
  const rows = useDeskState((state) => state.rows)
  const queue = rowsOf(rows, 'queue', desk.staffId)
  const next = queue[0]
  const takeNext = async () => {
    if (!next) return
    navigate({ room: 'conversations', view, conversationId: next.conversationId })
    await desk.act(next.conversationId, 'take')
  }
  return (
    <Aside>
      {next ? (
        <Empty title={texts.desk.chooseQueued(queue.length)}>
          <Button look="primary" onClick={() => void takeNext()}>
            {texts.desk.takeNext}
          </Button>
        </Empty>
      ) : (
        <Empty title={texts.desk.chooseTitle} text={texts.desk.chooseText} />
      )}
    </Aside>
  )
}

function Aside({ children }: { children: ReactNode }) {
  return <section className="talk talk-empty">{children}</section>
}
