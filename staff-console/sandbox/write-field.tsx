import { type KeyboardEvent, useState } from 'react'
import type { SandboxDeviceView } from '#contract/staff-sandbox.ts'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import type { Writing } from './use-writing.ts'

const words = texts.sandbox

/** The server's limit; see `writeSandboxInput` in contract/staff-sandbox.ts. */
const MAX_CHARS = 4096

/** Where the customer writes. What could not be sent stays in the field. */
export function WriteField({ device, writing }: { device: SandboxDeviceView; writing: Writing }) {
  const [text, setText] = useState('')
  const over = text.length - MAX_CHARS
  const send = async () => {
    const said = text.trim()
    if (said === '' || over > 0 || writing.busy) return
    if (await writing.send(said, null)) setText((now) => (now.trim() === said ? '' : now))
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends the composition of a Japanese or Chinese word sends nothing
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <form
      className="phone-write"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <textarea
        className="composer-text"
        aria-label={words.writeLabel(device.name ?? device.address)}
        placeholder={words.writePlaceholder}
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
      />
      <Button look="primary" icon="send" type="submit" busy={writing.busy}>
        {writing.busy ? words.sending : words.send}
      </Button>
      <p className="field-error" role="alert">
        {over > 0 ? words.tooLong(over) : writing.problem}
      </p>
    </form>
  )
}
