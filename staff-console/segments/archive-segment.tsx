import { useState } from 'react'
import type { SegmentPage } from '#contract/staff-segments.ts'
import { RequestError } from '../api/http.ts'
import { archiveSegment } from '../api/segments.ts'
import { Button } from '../parts/button.tsx'
import { Confirm, Dialog } from '../parts/dialog.tsx'
import { Link } from '../routing/link.tsx'
import { segmentPage } from '../routing/route.ts'
import { texts } from '../texts.ts'

const words = texts.segments

/** Asks before a segment goes out of use; one that others are made of says which. */
export function ArchiveSegment(props: { page: SegmentPage; onClose: () => void; onArchived: () => void }) {
  const { page, onClose } = props
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const archive = async () => {
    setBusy(true)
    try {
      await archiveSegment(page.segmentId)
      props.onArchived()
    } catch (error) {
      setProblem(problemOf(error))
      setBusy(false)
    }
  }
  if (page.namedBy.length > 0) {
    return (
      <Dialog title={words.archiveTitle(page.name)} onClose={onClose}>
        <p className="dialog-text">{words.namedBy}</p>
        <ul className="stricter">
          {page.namedBy.map(({ segmentId, name }) => (
            <li key={segmentId}>
              <Link to={segmentPage(segmentId)} className="text-link" onClick={onClose}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
        <footer className="dialog-actions">
          <Button onClick={onClose}>{texts.app.close}</Button>
        </footer>
      </Dialog>
    )
  }
  return (
    <Confirm
      title={words.archiveTitle(page.name)}
      text={words.archiveText}
      action={words.archive}
      busy={busy}
      problem={problem}
      onConfirm={() => void archive()}
      onClose={onClose}
    />
  )
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  return error.message
}
