import type { ContentTarget } from '#contract/content-templates.ts'
import { Check } from '../parts/field.tsx'
import { entriesOf } from '../slots/entries.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { Choice } from './choice.tsx'
import { errorAt, useWritingOf } from './writing.ts'

const words = texts.contentForm
const targets = entriesOf(words.targets)

/** Where something leads: what it is about, or an address. */
export function TargetFields(props: {
  label: string
  path: string
  target: ContentTarget
  onChange: (target: ContentTarget) => void
}) {
  const { path, target, onChange } = props
  const writing = useWritingOf()
  return (
    <div className="template-pair">
      <Choice
        label={props.label}
        value={target.to}
        options={targets}
        onChange={(to) => onChange(targetTo(to))}
      />
      {target.to === 'page' && (
        <div className="wording">
          <TextField
            label={words.path}
            hint={words.pathHint}
            most={2000}
            value={target.path}
            error={errorAt(writing, path)}
            onChange={(page) => onChange({ ...target, path: page })}
          />
          <Check label={words.inApp} checked={target.app} onChange={(app) => onChange({ ...target, app })} />
        </div>
      )}
      {target.to === 'url' && (
        <TextField
          label={words.url}
          most={2000}
          value={target.url}
          error={errorAt(writing, path)}
          onChange={(url) => onChange({ ...target, url })}
        />
      )}
    </div>
  )
}

function targetTo(to: ContentTarget['to']): ContentTarget {
  if (to === 'page') return { to, path: '/', app: true }
  return to === 'url' ? { to, url: 'https://' } : { to }
}
