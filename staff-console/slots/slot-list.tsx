import type { SlotRow, SlotsPage } from '#contract/staff-slots.ts'
import { listSlots } from '../api/slots.ts'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { allSlots, slotPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { audienceWords } from './audience-words.ts'
import { ShareBar } from './share-bar.tsx'
import { figuresOf, totalOf } from './slot-figures.ts'

const words = texts.slots

/** Every slot: where it stands, what is tried in which order, how often each was shown. */
export function SlotList() {
  const { resource, reload } = useResource(listSlots)
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
        </div>
        <div className="side-actions">
          <Link className="button button-plain" to={{ room: 'side-by-side', slot: null }}>
            {words.side.link}
          </Link>
          <Link className="button button-primary" to={{ ...allSlots, step: 'new' }}>
            <Icon name="plus" />
            {words.create}
          </Link>
        </div>
      </header>
      {resource.status === 'loading' && <Loading label={words.loading} rows={6} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {resource.status === 'ready' && <Rows page={resource.value} />}
    </>
  )
}

function Rows({ page }: { page: SlotsPage }) {
  if (page.slots.length === 0) return <Empty title={words.empty} text={words.emptyText} />
  return (
    <>
      {page.strategy !== 'personal' && (
        <p className="read-only">{words.narrowed(words.strategies[page.strategy])}</p>
      )}
      <ul className="slot-list" aria-label={words.list}>
        {page.slots.map((slot) => (
          <li key={slot.name}>
            <div className="segment-what">
              <h2>
                <Link to={slotPage(slot.name)} className="plain-title">
                  {slot.place}
                </Link>
              </h2>
              <p className="quiet">
                <code>{slot.name}</code> · {words.kinds[slot.kind]} · {words.shortStrategies[slot.strategy]}{' '}
                {!slot.on && <span className="chip chip-off">{words.off}</span>}
              </p>
              <Tried slot={slot} segments={page.segments} />
            </div>
            <Total slot={slot} page={page} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Tried({ slot, segments }: { slot: SlotRow; segments: SlotsPage['segments'] }) {
  const { served } = totalOf(slot.counts)
  return (
    <ol className="slot-tried" aria-label={words.variantsOf(slot.place)}>
      {slot.variants.map((variant) => (
        <li key={variant.variantId} className={variant.on ? '' : 'slot-off'}>
          <span className="slot-tried-name">
            {variant.name} {!variant.on && <span className="chip">{words.off}</span>}
          </span>
          <span className="quiet">
            {audienceWords(variant.audience, segments).join(' · ') || words.everybody}
          </span>
          <ShareBar part={figuresOf(slot, variant.variantId).served} of={served} />
        </li>
      ))}
      <li>
        <span className="slot-tried-name">{words.default}</span>
        <span className="quiet">{words.defaultText}</span>
        <ShareBar part={figuresOf(slot, null).served} of={served} />
      </li>
    </ol>
  )
}

function Total({ slot, page }: { slot: SlotRow; page: SlotsPage }) {
  const { served, late } = totalOf(slot.counts)
  if (served === 0) return <p className="segment-size quiet">{words.notShown}</p>
  const byDefault = words.share(figuresOf(slot, null).served, served)
  return (
    <div className="segment-size">
      <p className="figure-value">{served.toLocaleString('en')}</p>
      <p className="quiet">
        {words.shown(served)}, {words.days(page.days).toLowerCase()}
      </p>
      <p className="quiet">{words.byDefault(byDefault, served)}</p>
      {late > 0 && <p className="quiet">{words.late(late, page.deadlineMs)}</p>}
    </div>
  )
}
