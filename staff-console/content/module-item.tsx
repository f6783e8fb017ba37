import type { ReactNode } from 'react'
import type { ContentChannel, ContentModule, Wordings } from '#contract/content-templates.ts'
import { Chips } from '../segments/controls.tsx'
import { texts } from '../texts.ts'
import { channelNames, foundAt } from './draft.ts'
import { FindingLine } from './findings.tsx'
import { ModuleFields } from './module-fields.tsx'
import { useWritingOf } from './writing.ts'

const words = texts.contentForm
const channels = channelNames.map((name) => [name, texts.content.channels[name]] as const)

/** One module: its fields, the channels it is kept to, and what the checks found in it. */
export function ModuleItem(props: {
  name: string
  module: ContentModule
  reworded: Wordings | undefined
  onChange: (module: ContentModule) => void
  onReword: (words: Wordings) => void
  /** Its place: buttons to move it and take it out. */
  children: ReactNode
}) {
  const { module, name } = props
  const { findings, variant } = useWritingOf()
  const found = foundAt(findings, `modules.${module.key}`)
  return (
    <fieldset className="module">
      <legend className="hidden">{name}</legend>
      <header className="module-head">
        <h2>{name}</h2>
        {variant === null && <div className="module-acts">{props.children}</div>}
      </header>
      <ModuleFields
        module={module}
        reworded={props.reworded}
        onChange={props.onChange}
        onReword={props.onReword}
      />
      {found.length > 0 && (
        <ul className="findings">
          {found.map((finding) => (
            <FindingLine key={`${finding.path} ${finding.rule}`} finding={finding} />
          ))}
        </ul>
      )}
      {variant === null && (
        <details className="module-channels">
          <summary>
            {words.keptTo}: {channelWords(module.channels)}
          </summary>
          <Chips
            label={words.keptTo}
            chosen={module.channels ?? []}
            options={channels}
            onChange={(chosen) => {
              const { channels: _before, ...rest } = module
              props.onChange(chosen.length === 0 ? rest : { ...rest, channels: chosen })
            }}
          />
        </details>
      )}
    </fieldset>
  )
}

function channelWords(kept: readonly ContentChannel[] | undefined): string {
  if (kept === undefined) return words.keptToAll
  return kept.map((each) => texts.content.channels[each]).join(', ')
}
