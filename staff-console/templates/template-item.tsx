import type { TemplateRow } from '#contract/staff-outreach.ts'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'

const words = texts.templates

/** One template: its text, where it stands, who sends it, how often it was used. */
export function TemplateItem(props: { template: TemplateRow; onChange: (() => void) | null }) {
  const { template, onChange } = props
  const senders = Object.keys(template.references).map((provider) =>
    provider === 'twilio' ? words.references.twilio : words.references.whatsapp_cloud,
  )
  return (
    <article className="template-item">
      <header className="template-head">
        <h2>{template.name}</h2>
        <span className="chip">{template.language}</span>
        <span className="chip">{words.category[template.category]}</span>
        <span className={`chip template-status template-${template.status}`}>
          {words.status[template.status]}
        </span>
        {onChange && (
          <Button
            className="template-change"
            aria-label={words.changeNamed(template.name)}
            onClick={onChange}
          >
            {words.change}
          </Button>
        )}
      </header>
      {template.statusNote && <p className="caution">{template.statusNote}</p>}
      <p className="template-text">{template.body}</p>
      <p className="quiet">
        {[
          template.parameters.length > 0
            ? words.parameters(template.parameters.join(', '))
            : words.noParameters,
          words.uses(template.uses),
          senders.length > 0 ? senders.join(', ') : words.noReference,
        ].join(' · ')}
      </p>
    </article>
  )
}
