import type { Finding } from '#contract/content-templates.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const words = texts.contentLook

/** One thing the checks found: whether it bars approval, and what to do. */
export function FindingLine({ finding, where = null }: { finding: Finding; where?: string | null }) {
  return (
    <li className={`finding finding-${finding.level}`}>
      <strong>{words.level[finding.level]}</strong> {where !== null && <span>{where}:</span>} {finding.words}
    </li>
  )
}

const noneWords = { checking: words.findingsChecking, ready: words.findingsNone, failed: '' }

/** Everything that was found, errors first. */
export function Findings(props: {
  findings: readonly Finding[]
  status: 'checking' | 'ready' | 'failed'
  placeOf: (path: string) => string
}) {
  const { findings } = props
  const errors = findings.filter(({ level }) => level === 'error')
  const warnings = findings.filter(({ level }) => level === 'warning')
  return (
    <Section title={words.findings}>
      {props.status === 'failed' && <p role="alert">{words.findingsFailed}</p>}
      <p role="status" className="quiet">
        {errors.length > 0 && `${words.errors(errors.length)}. `}
        {warnings.length > 0 && `${words.warnings(warnings.length)}.`}
        {findings.length === 0 && noneWords[props.status]}
      </p>
      {findings.length > 0 && (
        <ul className="findings">
          {[...errors, ...warnings].map((finding) => (
            <FindingLine
              key={`${finding.path} ${finding.rule} ${finding.words}`}
              finding={finding}
              where={props.placeOf(finding.path)}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}
