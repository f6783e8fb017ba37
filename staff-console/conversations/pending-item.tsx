import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { useDesk } from './desk.ts'
import { prependDraft } from './drafts.ts'
import type { PendingReply } from './replies.ts'

/** A reply on its way, or one that was refused and what can be done about it. */
export function PendingItem({ conversationId, reply }: { conversationId: string; reply: PendingReply }) {
  const desk = useDesk()
  const edit = () => {
    prependDraft(conversationId, reply.text)
    desk.drop(conversationId, reply.clientMessageId)
  }
  return (
    <li className={`message message-ours voice-ours message-pending pending-${reply.state}`}>
      <div className="bubble">
        <p>{reply.text}</p>
      </div>
      {reply.state === 'failed' ? (
        <div className="message-mark pending-failed-line" role="alert">
          <span>
            {texts.transcript.failedReply} {reply.problem}
          </span>
          <Button look="quiet" onClick={() => desk.retry(conversationId, reply)}>
            {texts.transcript.tryAgain}
          </Button>
          <Button look="quiet" onClick={edit}>
            {texts.transcript.edit}
          </Button>
          <Button look="quiet" onClick={() => desk.drop(conversationId, reply.clientMessageId)}>
            {texts.transcript.remove}
          </Button>
        </div>
      ) : (
        <p className="message-mark">
          {reply.state === 'sending' ? texts.transcript.sending : texts.transcript.waiting}
        </p>
      )}
    </li>
  )
}
