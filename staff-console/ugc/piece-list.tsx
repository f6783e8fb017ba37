import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { UgcPage, UgcRow, UgcVerdict, UgcViewState } from '#contract/staff-ugc.ts'
import { judgePhoto } from '../api/ugc.ts'
import { Icon } from '../parts/icon.tsx'
import { problemOf } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import { Piece } from './piece.tsx'
import { RejectDialog } from './reject-dialog.tsx'

const words = texts.photos

/** The pieces of one state, decided by buttons or keys; after a decision the next one has the focus. */
export function PieceList(props: { state: UgcViewState; page: UgcPage; onJudged: (row: UgcRow) => void }) {
  const { pieces } = props.page
  const ref = useRef<HTMLUListElement>(null)
  /** Whom the focus goes to once the list has changed. */
  const next = useRef<string | null>(null)
  const [rejecting, setRejecting] = useState<UgcRow | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [said, setSaid] = useState<{ text: string; isDone: boolean } | null>(null)
  const focus = (at: number) => {
    const piece = ref.current?.children[at]
    if (piece instanceof HTMLElement) piece.focus()
  }
  useEffect(() => {
    const at = pieces.findIndex(({ ugcId }) => ugcId === next.current)
    next.current = null
    const piece = ref.current?.children[at]
    if (piece instanceof HTMLElement) piece.focus()
  }, [pieces])
  const judge = async (row: UgcRow, verdict: UgcVerdict) => {
    if (busy !== null) return
    setBusy(row.ugcId)
    const at = pieces.indexOf(row)
    try {
      next.current = (pieces[at + 1] ?? pieces[at - 1])?.ugcId ?? null
      props.onJudged(await judgePhoto(row.ugcId, verdict))
      setSaid({ text: words.done[verdict.state], isDone: true })
    } catch (error) {
      setSaid({ text: `${words.notDone} ${problemOf(error, '').text}`, isDone: false })
    }
    setBusy(null)
    setRejecting(null)
  }
  const onKey = (event: KeyboardEvent, row: UgcRow, at: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowDown') focus(at + 1)
    else if (event.key === 'ArrowUp') focus(at - 1)
    else if (event.key === 'a' && mayApprove(row)) void judge(row, { state: 'approved' })
    else if (event.key === 'r' && mayReject(row)) setRejecting(row)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div role="status">
        {said && (
          <p className={said.isDone ? 'done-note' : 'field-error'}>
            {said.isDone && <Icon name="check" />}
            <span>{said.text}</span>
          </p>
        )}
      </div>
      {pieces.length > 0 && props.state === 'pending' && (
        <p className="field-hint piece-keys">{words.keys}</p>
      )}
      <ul ref={ref} className="pieces" aria-label={words.list}>
        {pieces.map((row, at) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a piece is decided by keys
          <li key={row.ugcId} className="piece" tabIndex={0} onKeyDown={(event) => onKey(event, row, at)}>
            <Piece
              row={row}
              busy={busy === row.ugcId}
              onApprove={mayApprove(row) ? () => void judge(row, { state: 'approved' }) : null}
              onReject={mayReject(row) ? () => setRejecting(row) : null}
            />
          </li>
        ))}
      </ul>
      {rejecting && (
        <RejectDialog
          busy={busy !== null}
          onClose={() => setRejecting(null)}
          onReject={(reason, note) => void judge(rejecting, { state: 'rejected', reason, note })}
        />
      )}
    </>
  )
}

const mayApprove = ({ state }: UgcRow) => state === 'pending' || state === 'rejected'
const mayReject = ({ state }: UgcRow) => state === 'pending' || state === 'approved'
