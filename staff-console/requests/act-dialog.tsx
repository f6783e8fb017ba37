import { useState } from 'react'
import type { DataRequestView } from '#contract/staff-requests.ts'
import { RequestError } from '../api/http.ts'
import { decideRequest, fetchArchive, withdrawRequest } from '../api/requests.ts'
import { Confirm } from '../parts/dialog.tsx'
import { texts } from '../texts.ts'
import { saveFile } from './save-file.ts'

const words = texts.requests

/** What may be done with a request. */
export type Act = 'approve' | 'refuse' | 'withdraw' | 'fetch'

/** Asks once more: none of these can be taken back. */
export function ActDialog(props: {
  act: Act
  request: DataRequestView
  onClose: () => void
  onDone: (sentence: string) => void
  /** Somebody else was quicker: the list is to be read again. */
  onOvertaken: () => void
}) {
  const { act, request } = props
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { title, text, action } = question(act, request)
  const confirm = async () => {
    setBusy(true)
    try {
      await carryOut(act, request)
      props.onDone(act === 'approve' && request.kind === 'erase' ? words.said.erase : words.said[act])
    } catch (error) {
      setProblem(problemOf(error))
      setBusy(false)
      props.onOvertaken()
    }
  }
  return (
    <Confirm
      title={title}
      text={text}
      action={action}
      danger={act === 'refuse' || (act === 'approve' && request.kind === 'erase')}
      busy={busy}
      problem={problem}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    />
  )
}

function question(act: Act, request: DataRequestView): { title: string; text: string; action: string } {
  const { confirm } = words
  const who = request.subject ?? words.erased
  switch (act) {
    case 'approve':
      return request.kind === 'erase'
        ? { title: confirm.eraseTitle(who), text: confirm.eraseText, action: confirm.erase }
        : { title: confirm.exportTitle(who), text: confirm.exportText, action: confirm.export }
    case 'refuse':
      return { title: confirm.refuseTitle(who), text: confirm.refuseText, action: confirm.refuse }
    case 'withdraw':
      return { title: confirm.withdrawTitle, text: confirm.withdrawText, action: confirm.withdraw }
    case 'fetch':
      return { title: confirm.fetchTitle(who), text: confirm.fetchText, action: confirm.fetch }
  }
}

async function carryOut(act: Act, { requestId, customerId }: DataRequestView): Promise<void> {
  if (act === 'withdraw') await withdrawRequest(requestId)
  else if (act === 'fetch') saveFile(`${customerId ?? requestId}.json`, await fetchArchive(requestId))
  else await decideRequest(requestId, act)
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  const { status } = error.problem ?? {}
  return status === 403 || status === 404 || status === 409 || status === 410 ? error.message : words.notDone
}
