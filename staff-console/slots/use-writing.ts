import { type FormEvent, useState } from 'react'
import { problemOf, type SaveProblem } from './problem-of.ts'

/** A form that is saved as a whole: what is wrong stays beside its field, and nothing that was typed is lost. */
export interface Writing<T> {
  draft: T
  set: (change: Partial<T>) => void
  dirty: boolean
  busy: boolean
  /** Whether saving was tried. */
  tried: boolean
  problem: SaveProblem | null
  errors: Record<string, string>
  submit: (event: FormEvent) => void
  /** Writes over what somebody else has saved meanwhile, once it was said that they have. */
  saveOver: () => void
}

export function useWriting<T>(
  first: () => T,
  options: {
    /** The path of the draft within what is sent. */
    within: string
    /** What is wrong before anything is sent. */
    check: (draft: T) => SaveProblem | null
    /** `over`: what is saved now is read first, and written over. */
    save: (draft: T, over: boolean) => Promise<void>
  },
): Writing<T> {
  const [draft, setDraft] = useState(first)
  const [dirty, setDirty] = useState(false)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<SaveProblem | null>(null)
  const save = async (over: boolean) => {
    setTried(true)
    const wrong = options.check(draft)
    setProblem(wrong)
    if (wrong) return
    setBusy(true)
    try {
      await options.save(draft, over)
    } catch (error) {
      setProblem(problemOf(error, options.within))
      setBusy(false)
    }
  }
  return {
    draft,
    set: (change) => {
      setDirty(true)
      setDraft((held) => ({ ...held, ...change }))
    },
    dirty,
    busy,
    tried,
    problem,
    errors: problem?.fields ?? {},
    submit: (event) => {
      event.preventDefault()
      if (!busy) void save(false)
    },
    saveOver: () => {
      if (!busy) void save(true)
    },
  }
}
