import { useState } from 'react'
import type { ContentTemplateInput } from '#contract/content-templates.ts'
import type { MessageDraftInput, MessageDraftView } from '#contract/staff-content.ts'
import { draftMessage } from '../api/content.ts'
import { Button } from '../parts/button.tsx'
import { entriesOf } from '../slots/entries.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { Choice } from './choice.tsx'
import { type Draft, newModule, withWording } from './draft.ts'
import { FindingLine } from './findings.tsx'
import { useWritingOf } from './writing.ts'

const words = texts.contentForm
const kinds = entriesOf<MessageDraftInput['kind']>(words.draftKinds)

/** Words by the model, each for a person to take or leave; they have passed the checks, and send nothing. */
export function DraftWords(props: { draft: Draft; onChange: (part: Partial<ContentTemplateInput>) => void }) {
  const { draft, onChange } = props
  const { language } = useWritingOf()
  const [kind, setKind] = useState<MessageDraftInput['kind']>('copy')
  const [brief, setBrief] = useState('')
  const [productId, setProductId] = useState('')
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
  const [answer, setAnswer] = useState<MessageDraftView | null>(null)
  const ask = async () => {
    setState('busy')
    try {
      const about = productId.trim() === '' ? null : productId.trim()
      setAnswer(await draftMessage({ kind, content: null, productId: about, brief, language }))
      setState('ready')
    } catch {
      setState('failed')
    }
  }
  const take = (text: string) => {
    if (kind === 'subjects') return onChange({ subject: withWording(draft.subject, language, text) })
    const module = newModule('text', draft.modules, '')
    const written = module.type === 'text' ? { ...module, text: { [language]: text } } : module
    onChange({ modules: [...draft.modules, written] })
  }
  return (
    <details className="group draft-words">
      <summary>{words.draft}</summary>
      <Choice label={words.draftKind} value={kind} options={kinds} onChange={setKind} />
      <TextField
        label={words.brief}
        hint={words.briefHint}
        most={1000}
        lines={2}
        value={brief}
        onChange={setBrief}
      />
      {kind === 'description' && (
        <TextField label={words.productId} most={200} value={productId} onChange={setProductId} />
      )}
      <Button
        busy={state === 'busy'}
        why={brief.trim().length < 3 ? words.brief : null}
        onClick={() => void ask()}
      >
        {state === 'busy' ? words.asking : words.ask}
      </Button>
      <div role="status">
        {state === 'failed' && <p className="field-error">{words.draftFailed}</p>}
        {answer && answer.suggestions.length === 0 && <p className="quiet">{words.noDraft}</p>}
        {answer && answer.withheld > 0 && <p className="quiet">{words.withheld(answer.withheld)}</p>}
      </div>
      <ul className="findings">
        {(answer?.suggestions ?? []).map(({ text, findings }) => (
          <li key={text} className="suggestion">
            <p lang={language}>{text}</p>
            {findings.length > 0 && (
              <ul className="findings">
                {findings.map((finding) => (
                  <FindingLine key={finding.words} finding={finding} />
                ))}
              </ul>
            )}
            <Button onClick={() => take(text)}>{words.take}</Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
