import { useCallback } from 'react'
import type { CustomerPage } from '#contract/staff-customers.ts'
import type { NextActionView, NextForCustomer } from '#contract/staff-next.ts'
import { readNext } from '../api/customers.ts'
import { beginDraft } from '../conversations/drafts.ts'
import { exactTime } from '../look/time.ts'
import { keepChosen } from '../outreach/chosen-products.ts'
import { GateList } from '../outreach/gate-list.tsx'
import { prepare } from '../outreach/prepared.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { navigate } from '../routing/navigation.ts'
import { writePage } from '../routing/route.ts'
import { mayWrite, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'

const words = texts.customers.next

/** What to do next for this customer, why, what was checked, and one press into writing it. */
export function NextAction({ page }: { page: CustomerPage }) {
  const { customerId } = page
  const read = useCallback(() => readNext(customerId), [customerId])
  const { resource, reload } = useResource(read)
  return (
    <Section title={words.title}>
      {resource.status === 'loading' && <Loading label={words.loading} rows={2} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {resource.status === 'ready' && <Found customerId={customerId} found={resource.value} />}
    </Section>
  )
}

function Found({ customerId, found }: { customerId: string; found: NextForCustomer }) {
  const { best, others } = found
  return (
    <div className="next-action">
      {best ? <One customerId={customerId} action={best} isBest /> : <p className="quiet">{words.none}</p>}
      {others.length > 0 && (
        <details className="next-others">
          <summary>{words.others(others.length)}</summary>
          <ul>
            {others.map((action) => (
              <li key={action.actionId}>
                <One customerId={customerId} action={action} isBest={false} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function One({
  customerId,
  action,
  isBest,
}: {
  customerId: string
  action: NextActionView
  isBest: boolean
}) {
  const { title, channel, prepared, against, hasOffer } = action
  const products = prepared.products.map((product) => product.title).join(', ')
  return (
    <div className={isBest ? 'next-best' : 'next-other'}>
      <div className="next-what">
        <p className="next-title">{title}</p>
        <p className="quiet">{reasonOf(action)}</p>
        {products !== '' && <p>{products}</p>}
        {hasOffer && action.source === 'journey' && <p className="quiet">{words.withOffer}</p>}
        {against !== null && <p className="next-against">{words.against(against)}</p>}
        <GateList name={`${title}, ${texts.outreach.channels[channel]}`} gates={action.gates} />
      </div>
      <Act customerId={customerId} action={action} isBest={isBest} />
    </div>
  )
}

function reasonOf({ source, channel, dueAt }: NextActionView): string {
  if (source === 'reply') return words.waits
  if (source === 'offer') return words.mayHave
  const by = texts.outreach.channels[channel]
  return dueAt === null ? words.wouldSay(by) : words.wouldSayAt(by, exactTime(dueAt))
}

/** Into the conversation that waits, or into writing, with what there is to begin with. */
function Act({
  customerId,
  action,
  isBest,
}: {
  customerId: string
  action: NextActionView
  isBest: boolean
}) {
  const session = useSession()
  const { conversationId, channel, prepared, title } = action
  const look = isBest ? 'primary' : 'quiet'
  if (!mayWrite(session)) return null
  if (conversationId !== null)
    return (
      <Button look={look} onClick={() => navigate({ room: 'conversations', view: 'open', conversationId })}>
        {words.answer}
      </Button>
    )
  if (action.source === 'reply') return null
  const write = () => {
    beginDraft(`write ${customerId}`, prepared.text)
    keepChosen(customerId, prepared.products)
    if (action.source === 'journey') prepare(customerId, { channel, subject: prepared.subject })
    navigate(writePage(customerId))
  }
  return (
    <Button look={look} icon="send" aria-label={words.writeAbout(title)} onClick={write}>
      {words.write}
    </Button>
  )
}
