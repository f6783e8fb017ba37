import { useRef, useState } from 'react'
import { texts } from '../texts.ts'
import { Button } from './button.tsx'

/** A text to take away: selected at a click, copied at a press. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false)
  const ref = useRef<HTMLTextAreaElement>(null)
  const copy = async () => {
    ref.current?.select()
    // without permission (or on plain http) the text stays selected for the keyboard
    await navigator.clipboard?.writeText(value).catch(() => {})
    setCopied(true)
    window.setTimeout(() => setCopied(false), 2500)
  }
  return (
    <div className="copy">
      <textarea
        ref={ref}
        className="copy-text"
        aria-label={label}
        readOnly
        rows={value.length > 60 ? 2 : 1}
        spellCheck={false}
        value={value}
        onFocus={(event) => event.target.select()}
      />
      <Button icon={copied ? 'check' : 'copy'} onClick={copy}>
        {copied ? texts.app.copied : texts.app.copy}
      </Button>
    </div>
  )
}
