import { useState } from 'react'
import { Confirm } from '../parts/dialog.tsx'
import { texts } from '../texts.ts'
import { problemOf } from './problem-of.ts'

const words = texts.slots

/** Asks before a slot or a variant goes. */
export function RemoveDialog(props: {
  name: string
  text: string
  remove: () => Promise<null>
  onClose: () => void
  onRemoved: () => void
}) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const remove = async () => {
    setBusy(true)
    try {
      await props.remove()
      props.onRemoved()
    } catch (error) {
      setProblem(problemOf(error, '').text)
      setBusy(false)
    }
  }
  return (
    <Confirm
      title={words.removeTitle(props.name)}
      text={props.text}
      action={words.remove}
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={props.onClose}
    />
  )
}
