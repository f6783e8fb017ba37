import { useState } from 'react'
import type { AudienceFile, AudienceRow } from '#contract/staff-integrations.ts'
import { takeAudienceFile } from '../api/integrations.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'
import { formProblem } from './save-problem.ts'
import { saveText } from './save-text.ts'

const words = texts.audiences.take
const modes = ['delta', 'full'] as const
const forms = ['csv', 'jsonl'] as const

/** Takes the list as files; what was taken can be saved until the page is left. */
export function TakeFile({ audience, onTaken }: { audience: AudienceRow; onTaken: () => void }) {
  const [mode, setMode] = useState<(typeof modes)[number]>('delta')
  const [as, setAs] = useState<(typeof forms)[number]>('csv')
  const [taken, setTaken] = useState<{ file: AudienceFile; as: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const take = async () => {
    setBusy(true)
    setProblem(null)
    try {
      setTaken({ file: await takeAudienceFile(audience.audienceId, { mode, as }), as })
      onTaken()
    } catch (error) {
      setProblem(formProblem(error, '', words.failed).text)
    }
    setBusy(false)
  }
  return (
    <Section title={words.title}>
      <div className="offer-who">
        {modes.map((one) => (
          <label key={one} className="offer-radio">
            <input type="radio" name="mode" checked={mode === one} onChange={() => setMode(one)} />
            <span>
              {words[one]} <span className="quiet">{words[`${one}Text`]}</span>
            </span>
          </label>
        ))}
      </div>
      <Field label={words.as}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={as}
            onChange={(event) => setAs(forms.find((one) => one === event.target.value) ?? 'csv')}
          >
            {forms.map((one) => (
              <option key={one} value={one}>
                {words.forms[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="side-actions">
        <Button busy={busy} onClick={() => void take()}>
          {words.button}
        </Button>
      </div>
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      {taken && <Taken taken={taken} />}
    </Section>
  )
}

function Taken({ taken: { file, as } }: { taken: { file: AudienceFile; as: string } }) {
  const side = (part: 'added' | 'removed', label: string) => (
    <Button
      icon="down"
      why={file[part].count === 0 ? words.nothing : null}
      onClick={() => saveText(`${file.exportId}-${part}.${as}`, file[part].text)}
    >
      {label}
    </Button>
  )
  return (
    <div role="status">
      <p>{words.taken(file.added.count, file.removed.count)}</p>
      <div className="side-actions">
        {side('added', words.addFile)}
        {side('removed', words.removeFile)}
      </div>
    </div>
  )
}
