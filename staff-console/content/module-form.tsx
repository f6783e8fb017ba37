import { useState } from 'react'
import type { SharedModuleInput } from '#contract/content-templates.ts'
import type { MessageChoices, SharedModuleRow } from '#contract/staff-content.ts'
import { saveSharedModule } from '../api/content.ts'
import { Button } from '../parts/button.tsx'
import { LeaveGuard } from '../settings/settings-form.tsx'
import { TextField } from '../slots/text-field.tsx'
import { useWriting } from '../slots/use-writing.ts'
import { texts } from '../texts.ts'
import { byKey } from './draft.ts'
import { LanguageTabs } from './language-tabs.tsx'
import { ModuleList } from './module-list.tsx'
import { errorAt, WritingContext } from './writing.ts'

const words = texts.modules

/** A shared module as it is written: its name, and the modules it is made of. */
export function ModuleForm(props: {
  before: SharedModuleRow | null
  choices: MessageChoices
  onSaved: () => void
}) {
  const { before } = props
  const [languages, setLanguages] = useState(() => languagesOf(before, props.choices.language))
  const [language, setLanguage] = useState(languages[0] ?? props.choices.language)
  const form = useWriting<SharedModuleInput>(
    () => ({ name: before?.name ?? '', title: before?.title ?? '', modules: before?.modules ?? [] }),
    {
      within: 'module',
      check: () => null,
      save: async (draft) => {
        await saveSharedModule(draft, before && { moduleId: before.moduleId, rev: before.rev })
        props.onSaved()
      },
    },
  )
  const { draft, set } = form
  // a module does not hold itself
  const modules = props.choices.modules.filter(({ moduleId }) => moduleId !== before?.moduleId)
  const writing = {
    language,
    variant: null,
    choices: { ...props.choices, modules },
    errors: byKey(form.errors, draft.modules),
    findings: [],
  }
  return (
    <WritingContext value={writing}>
      <form className="form" noValidate onSubmit={form.submit}>
        <div className="template-pair">
          <TextField
            label={texts.contentForm.titleLabel}
            most={120}
            value={draft.title}
            error={errorAt(writing, 'title')}
            onChange={(title) => set({ title })}
          />
          <TextField
            label={texts.contentForm.name}
            hint={words.nameHint}
            most={60}
            value={draft.name}
            error={errorAt(writing, 'name')}
            onChange={(name) => set({ name })}
          />
        </div>
        <LanguageTabs
          draft={{ languages }}
          onChange={(part) => setLanguages(part.languages ?? languages)}
          onLanguage={setLanguage}
        />
        {errorAt(writing, 'modules') && <p className="field-error">{errorAt(writing, 'modules')}</p>}
        <ModuleList
          modules={draft.modules}
          onChange={(next) => set({ modules: next })}
          reworded={{}}
          onReword={() => {}}
        />
        <div className="save-bar">
          <Button look="primary" type="submit" busy={form.busy}>
            {words.save}
          </Button>
          <p role="alert" className="form-problem">
            {form.problem?.text}
          </p>
        </div>
        <LeaveGuard dirty={form.dirty && !form.busy} />
      </form>
    </WritingContext>
  )
}

/** The languages that its texts are in; of a new one the shop's. */
function languagesOf(before: SharedModuleRow | null, first: string): string[] {
  const found = (before?.modules ?? []).flatMap((module) =>
    Object.keys('text' in module ? module.text : 'label' in module ? module.label : {}),
  )
  return found.length === 0 ? [first] : [...new Set(found)]
}
