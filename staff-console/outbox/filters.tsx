import { useState } from 'react'
import type { OutboxCounts } from '#contract/staff-outbox.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { FindCustomer } from '../requests/find-customer.tsx'
import { navigate } from '../routing/navigation.ts'
import { type OutboxRoute, outboxChannels, outboxSenders, outboxStates } from '../routing/route.ts'
import { readsWholeOutbox, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'

const words = texts.outbox

/** Which messages are shown; the address keeps it. */
export function Filters({ route, reasons }: { route: OutboxRoute; reasons: OutboxCounts['reasons'] }) {
  const wholly = readsWholeOutbox(useSession())
  const [choosing, setChoosing] = useState(false)
  const go = (change: Partial<OutboxRoute>) => navigate({ ...route, ...change })
  const known = reasons.some(({ reason }) => reason === route.reason)
  // a reason that no message has any more stays chosen until another is
  const offered =
    known || route.reason === '' ? reasons : [{ reason: route.reason, words: route.reason }, ...reasons]
  return (
    <search className="outbox-filters" aria-label={words.filters}>
      <Choice
        label={words.filter.state}
        every={words.every.state}
        value={route.state}
        options={outboxStates.map((state) => [state, words.states[state]])}
        onChange={(state) => go({ state })}
      />
      <Choice
        label={words.filter.channel}
        every={words.every.channel}
        value={route.channel}
        options={outboxChannels.map((channel) => [channel, texts.outreach.channels[channel]])}
        onChange={(channel) => go({ channel })}
      />
      {wholly && (
        <Choice
          label={words.filter.sender}
          every={words.every.sender}
          value={route.sender}
          options={outboxSenders.map((sender) => [sender, words.senders[sender]])}
          onChange={(sender) => go({ sender })}
        />
      )}
      <Choice
        label={words.filter.reason}
        every={words.every.reason}
        value={route.reason || null}
        options={offered.map(({ reason, words: name }) => [reason, name])}
        onChange={(reason) => go({ reason: reason ?? '' })}
      />
      {route.customerId === '' ? (
        <Button icon="customer" onClick={() => setChoosing(true)}>
          {words.customer}
        </Button>
      ) : (
        <Button icon="close" onClick={() => go({ customerId: '' })}>
          {words.everyCustomer}
        </Button>
      )}
      {choosing && (
        <Dialog title={words.chooseCustomer} onClose={() => setChoosing(false)}>
          <FindCustomer
            onChosen={({ customerId }) => {
              setChoosing(false)
              go({ customerId })
            }}
          />
        </Dialog>
      )}
    </search>
  )
}

function Choice<T extends string>(props: {
  label: string
  every: string
  value: T | null
  options: readonly (readonly [T, string])[]
  onChange: (value: T | null) => void
}) {
  return (
    <Field label={props.label}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={props.value ?? ''}
          onChange={(event) =>
            props.onChange(props.options.find(([value]) => value === event.target.value)?.[0] ?? null)
          }
        >
          <option value="">{props.every}</option>
          {props.options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
