import type { SegmentFields } from '#contract/staff-segments.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { ConditionFields } from './condition-fields.tsx'
import { Pick } from './controls.tsx'
import { newCondition, offered } from './new-condition.ts'
import {
  type ConditionProblem,
  type DraftGroup,
  type DraftPart,
  isGroup,
  newKey,
  withPart,
} from './rule-draft.ts'

const words = texts.conditions

interface RuleProps {
  group: DraftGroup
  fields: SegmentFields
  segmentId: string | null
  /** Shown once saving was tried. */
  problems: ReadonlyMap<number, ConditionProblem>
  onChange: (group: DraftGroup) => void
}

const problemWords = { number: words.needNumber, value: words.needValue, empty: words.emptyGroup }

/** The conditions of a rule, and one level of groups among them. */
export function RuleFields(props: RuleProps & { nested?: boolean }) {
  const { group, fields, segmentId, problems, onChange, nested = false } = props
  const add = (part: DraftPart | DraftGroup) => onChange({ ...group, parts: [...group.parts, part] })
  const begin = (): DraftPart => ({ key: newKey(), condition: newCondition('orders', fields, segmentId) })
  const problem = problems.get(group.key)
  return (
    <div className={nested ? 'rule-group rule-group-nested' : 'rule-group'}>
      <p className="rule-mode">
        <span>{nested ? words.groupModeLabel : words.modeLabel}</span>
        <Pick
          label={nested ? words.group : words.modeLabel}
          value={group.mode}
          options={[
            ['all', words.modes.all],
            ['any', words.modes.any],
            ['none', words.modes.none],
          ]}
          onChange={(mode) => onChange({ ...group, mode })}
        />
      </p>
      <ul className="conditions">
        {group.parts.map((part) => (
          <li key={part.key}>
            {isGroup(part) ? (
              <div className="condition">
                <RuleFields
                  {...props}
                  nested
                  group={part}
                  onChange={(next) => onChange(withPart(group, part.key, () => next))}
                />
                <IconButton
                  icon="close"
                  label={words.removeGroup}
                  onClick={() => onChange(withPart(group, part.key, () => null))}
                />
              </div>
            ) : (
              <ConditionLine
                part={part}
                fields={fields}
                segmentId={segmentId}
                problem={problems.get(part.key)}
                onChange={(next) => onChange(withPart(group, part.key, () => next))}
              />
            )}
          </li>
        ))}
      </ul>
      {problem && <p className="field-error">{problemWords[problem]}</p>}
      <div className="side-actions">
        <Button icon="plus" onClick={() => add(begin())}>
          {words.add}
        </Button>
        {!nested && (
          <Button
            look="quiet"
            icon="plus"
            onClick={() => add({ key: newKey(), mode: 'any', parts: [begin()] })}
          >
            {words.addGroup}
          </Button>
        )}
      </div>
    </div>
  )
}

function ConditionLine(props: {
  part: DraftPart
  fields: SegmentFields
  segmentId: string | null
  problem: ConditionProblem | undefined
  onChange: (part: DraftPart | null) => void
}) {
  const { part, fields, segmentId, problem, onChange } = props
  const { type } = part.condition
  const types = offered(fields, segmentId)
  const all = types.includes(type) ? types : [type, ...types]
  return (
    <div className="condition">
      <div className="condition-fields">
        <Pick
          label={words.typeLabel}
          value={type}
          options={all.map((one) => [one, words.types[one]])}
          onChange={(next) => onChange({ key: part.key, condition: newCondition(next, fields, segmentId) })}
        />
        <ConditionFields
          key={type}
          condition={part.condition}
          fields={fields}
          segmentId={segmentId}
          onChange={(condition) => onChange({ ...part, condition })}
        />
        {problem && <p className="field-error condition-problem">{problemWords[problem]}</p>}
      </div>
      <IconButton icon="close" label={words.remove(words.types[type])} onClick={() => onChange(null)} />
    </div>
  )
}
