import { type FormEvent, useState } from 'react'
import type { ContentTemplateInput } from '#contract/content-templates.ts'
import type { MessageChoices, MessagePage } from '#contract/staff-content.ts'
import { readMessage, saveMessage } from '../api/content.ts'
import { mayEditMessages, useSession } from '../session/session.ts'
import { LeaveGuard } from '../settings/settings-form.tsx'
import { problemOf, type SaveProblem } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import { ApproveBar } from './approve-bar.tsx'
import { byKey, type Draft, draftOf, newDraft } from './draft.ts'
import { DraftWords } from './draft-words.tsx'
import { Findings } from './findings.tsx'
import { MessageFields } from './message-fields.tsx'
import { placeWords } from './place-words.ts'
import { PreviewPanel, type Viewer } from './preview-panel.tsx'
import { useChecks } from './use-checks.ts'
import { VersionList } from './version-list.tsx'
import { WritingContext } from './writing.ts'

const words = texts.content

/** A message as it is written: its fields beside what customers would get, and what the checks find. */
export function Editor(props: {
  page: MessagePage | null
  choices: MessageChoices
  viewers: readonly Viewer[]
  onViewers: (viewers: readonly Viewer[]) => void
  onSaved: (id: string) => void
  onChanged: () => void
}) {
  const { page, choices } = props
  const session = useSession()
  const mayEdit = mayEditMessages(session)
  const before = page?.message ?? null
  const [draft, setDraft] = useState<Draft>(() => (before ? draftOf(before) : newDraft(choices.language)))
  const [dirty, setDirty] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<SaveProblem | null>(null)
  const [language, setLanguage] = useState(draft.languages[0] ?? choices.language)
  const [variant, setVariant] = useState<string | null>(null)
  const checks = useChecks(draft)
  const change = (part: Partial<ContentTemplateInput>) => {
    setDirty(true)
    setDraft((held) => ({ ...held, ...part }))
  }
  const save = async (over: boolean) => {
    setBusy(true)
    setProblem(null)
    try {
      const saved = await saveMessage(withoutNothing(draft), await readBefore(page, over))
      setDirty(false)
      setBusy(false)
      props.onSaved(saved.contentTemplateId)
    } catch (error) {
      setProblem(problemOf(error, 'content'))
      setBusy(false)
    }
  }
  // what is half written is said beside its field once saving was tried, by the checks as by the save
  const errors = problem === null ? {} : { ...checks.faults, ...problem.fields }
  const writing = {
    language,
    variant,
    choices,
    errors: byKey(errors, draft.modules),
    findings: checks.findings,
  }
  return (
    <WritingContext value={writing}>
      <header className="queue-head">
        <div>
          <h1>{draft.title || words.newTitle}</h1>
          {before && (
            <p className="page-intro">
              <code>{before.name}</code> · {words.version(before.version)}{' '}
              <span className="chip">{words.statuses[before.status]}</span>
            </p>
          )}
        </div>
      </header>
      {!mayEdit && <p className="read-only">{words.readOnly}</p>}
      {mayEdit && before && before.status !== 'draft' && <p className="read-only">{words.older}</p>}
      <div className={mayEdit ? 'editor' : 'editor editor-read'}>
        {mayEdit && (
          <form
            className="form editor-form"
            noValidate
            onSubmit={(event: FormEvent) => {
              event.preventDefault()
              if (!busy) void save(false)
            }}
          >
            <MessageFields
              draft={draft}
              isNew={before === null}
              onChange={change}
              onLanguage={setLanguage}
              onVariant={setVariant}
            />
            {choices.drafts && <DraftWords draft={draft} onChange={change} />}
            <ApproveBar
              page={page}
              dirty={dirty}
              busy={busy}
              checks={checks}
              problem={problem}
              onSaveOver={() => void save(true)}
              onChanged={props.onChanged}
            />
            <LeaveGuard dirty={dirty && !busy} />
          </form>
        )}
        <div className="editor-side">
          <PreviewPanel
            draft={draft}
            language={language}
            variant={variant}
            viewers={props.viewers}
            onViewers={props.onViewers}
          />
          <Findings
            findings={checks.findings}
            status={checks.status}
            placeOf={(path) => placeWords(path, draft)}
          />
          {page && <VersionList page={page} mayEdit={mayEdit} onChanged={props.onChanged} />}
        </div>
      </div>
    </WritingContext>
  )
}

/** The draft that is written over: none of a new message, rev 0 where there is no draft yet. */
async function readBefore(
  page: MessagePage | null,
  over: boolean,
): Promise<{ id: string; rev: number } | null> {
  if (page === null) return null
  const { contentTemplateId: id } = page.message
  const { message } = over ? await readMessage(id, null) : page
  if (message.status === 'draft') return { id, rev: message.rev }
  return { id, rev: 0 }
}

/** Texts that stand empty in every language are left out, where they may be. */
function withoutNothing(draft: Draft): Draft {
  const { subject, preheader, pushTitle, short, ...rest } = draft
  const kept = Object.entries({ subject, preheader, pushTitle, short }).filter(
    ([, text]) => text !== undefined && Object.keys(text).length > 0,
  )
  return { ...rest, ...Object.fromEntries(kept) }
}
