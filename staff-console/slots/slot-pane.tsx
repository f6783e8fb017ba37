import { useCallback, useEffect, useState } from 'react'
import type { SlotPage } from '#contract/staff-slots.ts'
import { readSlot, removeSlot } from '../api/slots.ts'
import { BackLink } from '../customers/back-link.tsx'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { allSlots, slotPage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { SlotChanges } from './slot-changes.tsx'
import { SlotFigures } from './slot-figures-table.tsx'
import { VariantList } from './variant-list.tsx'

const words = texts.slots

/** One slot: what is tried in which order, what became of it, who changed what. */
export function SlotPane({ name, onRemoved }: { name: string; onRemoved: (place: string) => void }) {
  const read = useCallback(() => readSlot(name), [name])
  const { resource, reload } = useResource(read)
  return (
    <>
      <BackLink to={allSlots} label={words.back} />
      {resource.status === 'loading' && <Loading label={words.oneLoading} rows={6} />}
      {resource.status === 'failed' &&
        (resource.fault === 'missing' ? (
          <Empty title={words.missing} />
        ) : (
          <Failed text={faultText(resource.fault, words.oneFailed)} onRetry={() => void reload()} />
        ))}
      {resource.status === 'ready' && <Read page={resource.value} onChanged={reload} onRemoved={onRemoved} />}
    </>
  )
}

function Read(props: { page: SlotPage; onChanged: () => Promise<void>; onRemoved: (place: string) => void }) {
  const { slot, strategy } = props.page
  const { shopName } = useSession()
  const [removing, setRemoving] = useState(false)
  useEffect(() => {
    document.title = texts.app.title(slot.place, shopName)
  }, [slot.place, shopName])
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{slot.place}</h1>
          <p className="page-intro">
            <code>{slot.name}</code> · {words.kinds[slot.kind]} · {words.strategies[slot.strategy]}{' '}
            {!slot.on && <span className="chip chip-off">{words.off}</span>}
          </p>
        </div>
        <div className="side-actions">
          <Link className="button button-plain" to={{ room: 'side-by-side', slot: slot.name }}>
            {words.side.link}
          </Link>
          <Link className="button button-plain" to={{ ...slotPage(slot.name), step: 'edit' }}>
            {words.edit}
          </Link>
          <Button look="quiet" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
        </div>
      </header>
      {strategy !== slot.strategy && (
        <p className="read-only">{words.narrowed(words.strategies[strategy])}</p>
      )}
      <div className="slot-parts">
        <VariantList page={props.page} onChanged={props.onChanged} />
        <Section title={words.figures}>
          <SlotFigures page={props.page} />
        </Section>
        <SlotChanges changes={props.page.changes} />
      </div>
      {removing && (
        <RemoveDialog
          name={slot.place}
          text={words.removeSlotText}
          remove={() => removeSlot(slot.name)}
          onClose={() => setRemoving(false)}
          onRemoved={() => props.onRemoved(slot.place)}
        />
      )}
    </>
  )
}
