import { useState } from 'react'
import type { MessagePage } from '#contract/staff-content.ts'
import { approveMessage } from '../api/content.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { formatRoute, messagePage } from '../routing/route.ts'
import { problemOf, type SaveProblem } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import type { Checks } from './use-checks.ts'

const words = texts.content

/** The foot of the form: saves the draft, makes it live, and says what stands in the way of either. */
export function ApproveBar(props: {
  page: MessagePage | null
  dirty: boolean
  busy: boolean
  checks: Checks
  problem: SaveProblem | null
  onSaveOver: () => void
  onChanged: () => void
}) {
  const { page, problem, busy } = props
  const [asking, setAsking] = useState(false)
  const [approving, setApproving] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const draft = page?.message.status === 'draft' ? page.message : null
  const approve = async () => {
    if (!draft) return
    setApproving(true)
    try {
      const { contentTemplateId, version, rev } = draft
      await approveMessage(contentTemplateId, { version, rev })
      setAsking(false)
      props.onChanged()
    } catch (error) {
      setRefused(problemOf(error, 'content').text)
    }
    setApproving(false)
  }
  const theirs = page ? messagePage(page.message.contentTemplateId) : null
  return (
    <div className="save-bar">
      <Button look="primary" type="submit" busy={busy}>
        {busy ? words.saving : words.save}
      </Button>
      <Button why={whyNot(draft !== null, props)} onClick={() => setAsking(true)}>
        {words.approve}
      </Button>
      <p role="alert" className="form-problem">
        {problem?.conflict ? words.conflict : problem?.text}{' '}
        {problem?.conflict && theirs && (
          <a className="text-link" href={formatRoute(theirs)} target="_blank" rel="noreferrer">
            {words.readTheirs}
          </a>
        )}
      </p>
      {problem?.conflict && page && <Button onClick={props.onSaveOver}>{words.saveOver}</Button>}
      {asking && (
        <Confirm
          title={words.approveTitle}
          text={words.approveText}
          action={words.approve}
          danger={false}
          busy={approving}
          problem={refused}
          onConfirm={() => void approve()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}

function whyNot(hasDraft: boolean, { dirty, checks }: { dirty: boolean; checks: Checks }): string | null {
  const why = words.whyNotApprove
  if (dirty) return why.dirty
  if (!hasDraft) return why.noDraft
  if (checks.status === 'checking') return why.checking
  return checks.findings.some(({ level }) => level === 'error') ? why.errors : null
}
