import { useState } from 'react'
import type { OutreachView } from '#contract/staff-outreach.ts'
import { takeBack } from '../api/outreach.ts'
import { Button } from '../parts/button.tsx'
import type { Resource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { maySee, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'

const words = texts.outreach.written

/** What the team wrote to this customer and what became of it; what has not left can be taken back. */
export function Written(props: {
  customerId: string
  resource: Resource<OutreachView[]>
  onReload: () => void
}) {
  const { resource } = props
  const [said, setSaid] = useState('')
  return (
    <Section title={words.title}>
      <p role="status" className="form-saved">
        {said}
      </p>
      {resource.status === 'loading' && <Loading label={words.loading} rows={2} />}
      {resource.status === 'failed' && <Failed text={words.failed} onRetry={props.onReload} />}
      {resource.status === 'ready' && resource.value.length === 0 && <p className="quiet">{words.empty}</p>}
      {resource.status === 'ready' && resource.value.length > 0 && (
        <ul className="written" aria-label={words.title}>
          {resource.value.map((item) => (
            <Item
              key={item.outboxId}
              item={item}
              onTakeBack={async () => {
                const taken = await takeBack(props.customerId, item.outboxId).catch(() => null)
                setSaid(taken?.state === 'cancelled' ? words.takenBack : words.notTakenBack)
                props.onReload()
              }}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Item({ item, onTakeBack }: { item: OutreachView; onTakeBack: () => Promise<void> }) {
  const session = useSession()
  const [busy, setBusy] = useState(false)
  return (
    <li className={`written-item written-${item.state}`}>
      <p className="written-head">
        <strong>{texts.outreach.states[item.state]}</strong>
        <span className="quiet">
          {words.by(item.staffName, texts.outreach.channels[item.channel])} · <Ago at={item.createdAt} />
        </span>
      </p>
      {item.words !== '' && <p className="written-why">{item.words}</p>}
      <p className="written-text">{item.text}</p>
      {item.products.length > 0 && <p className="quiet">{item.products.join(', ')}</p>}
      <p className="side-actions">
        {item.mayTakeBack && (
          <Button
            busy={busy}
            onClick={() => {
              setBusy(true)
              void onTakeBack().finally(() => setBusy(false))
            }}
          >
            {words.takeBack}
          </Button>
        )}
        {item.conversationId !== null && maySee(session, 'conversations') && (
          <Link
            to={{ room: 'conversations', view: 'open', conversationId: item.conversationId }}
            className="text-link"
          >
            {words.open}
          </Link>
        )}
      </p>
    </li>
  )
}
