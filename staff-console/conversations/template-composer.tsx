import { useRef, useState } from 'react'
import { RequestError } from '../api/http.ts'
import { sendTemplate } from '../api/outreach.ts'
import { type FilledTemplate, TemplateFields } from '../outreach/template-fields.tsx'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { useDesk } from './desk.ts'

const words = texts.outreach
const nothing: FilledTemplate = { templateId: '', parameters: {}, whole: false }

/** Where WhatsApp takes no free words any more: a template with its fields, and the text as it will read. */
export function TemplateComposer({ conversationId }: { conversationId: string }) {
  const desk = useDesk()
  const [filled, setFilled] = useState(nothing)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  /** Sent again under its own id until it is known to be stored: it never goes out twice. */
  const id = useRef('')
  const send = async () => {
    id.current ||= `console-${crypto.randomUUID()}`
    setBusy(true)
    setProblem(null)
    try {
      const { templateId, parameters } = filled
      await sendTemplate(conversationId, { clientMessageId: id.current, templateId, parameters })
      id.current = ''
      setFilled(nothing)
    } catch (error) {
      const refused = error instanceof RequestError && error.reason === 'refused'
      if (refused) id.current = ''
      setProblem(refused ? error.message : texts.app.noConnection)
    }
    setBusy(false)
    await desk.reload(conversationId)
  }
  return (
    <form
      className="composer composer-template"
      onSubmit={(event) => {
        event.preventDefault()
        if (filled.whole && !busy) void send()
      }}
    >
      <p>{words.window.closed}</p>
      <TemplateFields
        sells={false}
        templateId={filled.templateId}
        parameters={filled.parameters}
        onChange={(next) => {
          id.current = ''
          setFilled(next)
        }}
      />
      {problem && (
        <p className="form-problem" role="alert">
          {words.notSent} {problem}
        </p>
      )}
      <Button
        look="primary"
        icon="send"
        type="submit"
        busy={busy}
        why={filled.whole ? null : words.why.template}
      >
        {words.window.send}
      </Button>
    </form>
  )
}
