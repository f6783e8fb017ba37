import type { ContentTemplateInput } from '#contract/content-templates.ts'
import { texts } from '../texts.ts'
import type { Draft } from './draft.ts'
import { useVariantWords } from './use-variant-words.ts'
import { WordingField } from './wording-field.tsx'

const words = texts.contentForm

/** What stands above the modules: the mail's subject, and the whole message in a line for SMS and push. */
export function ShortFields(props: {
  draft: Draft
  onChange: (part: Partial<ContentTemplateInput>) => void
}) {
  const { draft } = props
  const { top } = useVariantWords(draft, props.onChange)
  const goes = (channel: 'email' | 'sms' | 'push') => draft.channels.includes(channel)
  return (
    <>
      {goes('email') && (
        <fieldset className="group">
          <legend>{words.mail}</legend>
          <WordingField label={words.subject} most={200} {...top('subject')} />
          <WordingField label={words.preheader} most={200} {...top('preheader')} />
        </fieldset>
      )}
      {(goes('sms') || goes('push')) && (
        <fieldset className="group">
          <legend>{words.phone}</legend>
          {goes('push') && <WordingField label={words.pushTitle} most={100} {...top('pushTitle')} />}
          <WordingField label={words.short} hint={words.shortHint} most={1000} lines={3} {...top('short')} />
        </fieldset>
      )}
    </>
  )
}
