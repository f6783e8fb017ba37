import { useState } from 'react'
import type { DocumentRow } from '#contract/staff-api.ts'
import { RequestError } from '../api/http.ts'
import { listDocuments, removeDocument } from '../api/shop.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { mayEditSettings, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { AddDocument } from './add-document.tsx'
import { DocumentValidity } from './document-validity.tsx'

const words = texts.documents

/** What the agent may quote. */
export function DocumentsPage() {
  const editable = mayEditSettings(useSession())
  const { resource, reload } = useResource(listDocuments)
  const [dialog, setDialog] = useState<'add' | DocumentRow | null>(null)
  const [done, setDone] = useState('')
  const finish = (sentence: string) => {
    setDialog(null)
    setDone(sentence)
    void reload()
  }
  return (
    <>
      <p className="page-intro">{words.intro}</p>
      {editable && (
        <div className="page-actions">
          <Button look="primary" icon="plus" onClick={() => setDialog('add')}>
            {words.add}
          </Button>
          <p role="status" className="form-saved">
            {done}
          </p>
        </div>
      )}
      {resource.status === 'loading' && <Loading label={words.loading} />}
      {resource.status === 'failed' && <Failed text={words.failed} onRetry={() => void reload()} />}
      {resource.status === 'ready' && (
        <DocumentList documents={resource.value} onRemove={editable ? setDialog : null} />
      )}
      {dialog === 'add' && (
        <AddDocument onClose={() => setDialog(null)} onAdded={(row) => finish(words.added(row.title))} />
      )}
      {dialog !== null && dialog !== 'add' && (
        <RemoveDocument
          row={dialog}
          onClose={() => setDialog(null)}
          onRemoved={() => finish(words.removed)}
        />
      )}
    </>
  )
}

function DocumentList(props: { documents: DocumentRow[]; onRemove: ((row: DocumentRow) => void) | null }) {
  if (props.documents.length === 0) return <Empty title={words.empty} text={words.emptyText} />
  const sorted = props.documents.toSorted((a, b) => a.title.localeCompare(b.title))
  return (
    <ul className="plain-list">
      {sorted.map((row) => (
        <li key={row.documentId}>
          <div className="plain-main">
            <a
              className="plain-title"
              href={`/documents/${encodeURIComponent(row.documentId)}`}
              target="_blank"
              rel="noopener noreferrer"
            >
              {row.title}
            </a>
            <span className="quiet">
              {words.passages(row.passages)} · {words.updated} <Ago at={row.updatedAt} />
            </span>
            <DocumentValidity row={row} />
          </div>
          {props.onRemove && (
            <Button
              look="quiet"
              aria-label={words.removeNamed(row.title)}
              onClick={() => props.onRemove?.(row)}
            >
              {words.remove}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function RemoveDocument(props: { row: DocumentRow; onClose: () => void; onRemoved: () => void }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const remove = async () => {
    setBusy(true)
    try {
      await removeDocument(props.row.documentId)
      props.onRemoved()
    } catch (error) {
      const gone = error instanceof RequestError && error.problem?.status === 404
      if (gone) props.onRemoved()
      else setProblem(words.notRemoved)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Confirm
      title={words.removeTitle(props.row.title)}
      text={words.removeText}
      action={words.remove}
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={props.onClose}
    />
  )
}
