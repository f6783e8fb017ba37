import { useState } from 'react'
import type { ContentModule, ModuleType } from '#contract/content-templates.ts'
import { IconButton } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { moved } from '../slots/moved.ts'
import { texts } from '../texts.ts'
import { moduleTypes, newModule } from './draft.ts'
import { ModuleItem } from './module-item.tsx'
import { useWritingOf } from './writing.ts'

const words = texts.contentForm

/** The modules in their order: added, moved by buttons, taken out. */
export function ModuleList(props: {
  modules: readonly ContentModule[]
  onChange: (modules: ContentModule[]) => void
  /** What each says in the variant that is written. */
  reworded: Record<string, Record<string, string>>
  onReword: (key: string, words: Record<string, string>) => void
}) {
  const { modules, onChange } = props
  const { choices, variant } = useWritingOf()
  const [said, setSaid] = useState('')
  const move = (from: number, to: number, name: string) => {
    onChange([...moved(modules, from, to)])
    setSaid(words.movedTo(name, to + 1, modules.length))
  }
  const add = (type: ModuleType) =>
    onChange([...modules, newModule(type, modules, choices.modules[0]?.moduleId ?? '')])
  return (
    <>
      <ol className="modules">
        {modules.map((module, at) => {
          const name = `${words.types[module.type]} ${at + 1}`
          return (
            <li key={module.key}>
              <ModuleItem
                name={name}
                module={module}
                reworded={props.reworded[module.key]}
                onReword={(next) => props.onReword(module.key, next)}
                onChange={(next) => onChange(modules.map((each, place) => (place === at ? next : each)))}
              >
                {at > 0 && (
                  <IconButton icon="up" label={words.up(name)} onClick={() => move(at, at - 1, name)} />
                )}
                {at < modules.length - 1 && (
                  <IconButton icon="down" label={words.down(name)} onClick={() => move(at, at + 1, name)} />
                )}
                <IconButton
                  icon="close"
                  label={words.remove(name)}
                  onClick={() => onChange(modules.filter((_, place) => place !== at))}
                />
              </ModuleItem>
            </li>
          )
        })}
      </ol>
      <div role="status" className="modules-said">
        <span className="hidden">{said}</span>
      </div>
      {variant === null && (
        <Field label={words.addModule}>
          {(ids) => (
            <select
              {...ids}
              className="input input-short"
              value=""
              onChange={(event) => {
                const type = moduleTypes.find((each) => each === event.target.value)
                if (type) add(type)
              }}
            >
              <option value="">{words.choose}</option>
              {moduleTypes.map((type) => {
                const isMissing = type === 'shared' && choices.modules.length === 0
                return (
                  <option key={type} value={type} disabled={isMissing}>
                    {isMissing ? words.noShared : words.types[type]}
                  </option>
                )
              })}
            </select>
          )}
        </Field>
      )}
    </>
  )
}
