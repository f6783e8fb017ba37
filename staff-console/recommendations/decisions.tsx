import { type ReactNode, useCallback, useState } from 'react'
import type { CurationKind, CurationPage, CurationView } from '#contract/staff-recommendations.ts'
import { listCuration, removeCuration } from '../api/recommendations.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { texts } from '../texts.ts'
import { DecisionChanges } from './decision-changes.tsx'
import { DecisionForm } from './decision-form.tsx'
import { DecisionItem, decidedWhat } from './decision-item.tsx'

const words = texts.recommendations.decisions
const kinds = [
  ['pin', words.pin],
  ['exclude', words.exclude],
  ['goes_with', words.goesWith],
] as const

type Editing = { kind: CurationKind; entry: CurationView | null }

/** What the shop shows, hides and puts together; `children` are drawn anew after every change. */
export function Decisions({ children }: { children: (decided: number) => ReactNode }) {
  const { resource, reload, replace } = useResource(useCallback(() => listCuration(), []))
  const [editing, setEditing] = useState<Editing | null>(null)
  const [removing, setRemoving] = useState<CurationView | null>(null)
  const [done, setDone] = useState<{ text: string; times: number }>({ text: '', times: 0 })
  const changed = (page: CurationPage, text: string) => {
    replace(page)
    setEditing(null)
    setRemoving(null)
    setDone(({ times }) => ({ text, times: times + 1 }))
  }
  const page = resource.status === 'ready' ? resource.value : null
  const why = page?.mayChange === false ? texts.recommendations.readOnly : null
  return (
    <>
      <Section title={words.title}>
        <div className="page-actions">
          {kinds.map(([kind, label]) => (
            <Button key={kind} icon="plus" why={why} onClick={() => setEditing({ kind, entry: null })}>
              {label}
            </Button>
          ))}
        </div>
        <div role="status">
          {done.times > 0 && (
            <p className="done-note">
              <Icon name="check" />
              <span>{done.text}</span>
            </p>
          )}
        </div>
        {resource.status === 'loading' && <Loading label={words.loading} />}
        {resource.status === 'failed' && (
          <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
        )}
        {page?.entries.length === 0 && <Empty title={words.empty} text={words.emptyText} />}
        {page && page.entries.length > 0 && (
          <ul className="plain-list" aria-label={words.list}>
            {page.entries.map((entry) => (
              <li key={entry.curationId}>
                <DecisionItem
                  entry={entry}
                  {...(page.mayChange && {
                    onChange: () => setEditing({ kind: entry.kind, entry }),
                    onRemove: () => setRemoving(entry),
                  })}
                />
              </li>
            ))}
          </ul>
        )}
        <DecisionChanges key={done.times} />
      </Section>
      {children(done.times)}
      {editing && page && (
        <DecisionForm
          {...editing}
          page={page}
          onClose={() => setEditing(null)}
          onSaved={(saved) => changed(saved, words.saved)}
        />
      )}
      {removing && (
        <RemoveDecision
          entry={removing}
          onClose={() => setRemoving(null)}
          onRemoved={(left) => changed(left, words.removed)}
        />
      )}
    </>
  )
}

function RemoveDecision(props: {
  entry: CurationView
  onClose: () => void
  onRemoved: (page: CurationPage) => void
}) {
  const { entry } = props
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const remove = async () => {
    setBusy(true)
    setProblem(null)
    try {
      props.onRemoved(await removeCuration(entry.curationId))
    } catch {
      setProblem(words.removeFailed)
      setBusy(false)
    }
  }
  return (
    <Confirm
      title={words.removeTitle}
      text={words.removeText(decidedWhat(entry))}
      action={words.remove}
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={props.onClose}
    />
  )
}
