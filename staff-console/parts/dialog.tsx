import { type ReactNode, useEffect, useId, useRef } from 'react'
import { texts } from '../texts.ts'
import { Button, IconButton } from './button.tsx'

interface DialogProps {
  title: string
  children: ReactNode
  /** Left out: the dialog can only be left by what is in it. */
  onClose?: () => void
  shape?: 'box' | 'sheet'
}

/** A modal that begins at its `data-first` element: the browser traps the focus, closes on Escape and gives the focus back. */
export function Dialog({ title, children, onClose, shape = 'box' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    if (dialog && !dialog.open) dialog.showModal()
    const first = dialog?.querySelector('[data-first]')
    if (first instanceof HTMLElement) first.focus()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${shape}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
      // a second Escape makes the browser close it in any case
      onClose={() => (onClose ? onClose() : ref.current?.showModal())}
    >
      <header className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        {onClose && <IconButton icon="close" label={texts.app.close} onClick={onClose} />}
      </header>
      {children}
    </dialog>
  )
}

/** Asks before something that cannot be undone. */
export function Confirm(props: {
  title: string
  text: string
  action: string
  busy?: boolean
  problem?: string | null
  danger?: boolean
  onConfirm: () => void
  onClose: () => void
  stay?: string
}) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <p className="dialog-text">{props.text}</p>
      {props.problem && (
        <p className="form-problem" role="alert">
          {props.problem}
        </p>
      )}
      <footer className="dialog-actions">
        <Button onClick={props.onClose}>{props.stay ?? texts.app.cancel}</Button>
        <Button
          look={props.danger === false ? 'primary' : 'danger'}
          busy={props.busy ?? false}
          onClick={props.onConfirm}
        >
          {props.action}
        </Button>
      </footer>
    </Dialog>
  )
}
