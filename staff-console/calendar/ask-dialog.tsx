import { useState } from 'react'
import { Confirm } from '../parts/dialog.tsx'
import { problemOf } from '../slots/problem-of.ts'

/** Asks before something goes, does it, and says where it could not. */
export function AskDialog(props: {
  title: string
  text: string
  action: string
  act: () => Promise<unknown>
  onClose: () => void
  onDone: () => Promise<void>
}) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const confirm = async () => {
    setBusy(true)
    try {
      await props.act()
      await props.onDone()
    } catch (error) {
      setProblem(problemOf(error, '').text)
      setBusy(false)
    }
  }
  return (
    <Confirm
      title={props.title}
      text={props.text}
      action={props.action}
      busy={busy}
      problem={problem}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    />
  )
}
