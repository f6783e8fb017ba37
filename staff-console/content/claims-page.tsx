import { useEffect, useState } from 'react'
import type { MessageRules } from '#contract/staff-content.ts'
import { readMessageRules, writeMessageRules } from '../api/content.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { useSession } from '../session/session.ts'
import { LeaveGuard } from '../settings/settings-form.tsx'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { problemOf, said } from '../slots/problem-of.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'

const words = texts.claims

/** What no message of the shop may say, by language. */
export function ClaimsPage() {
  const { shopName } = useSession()
  const { resource, reload } = useResource(readMessageRules)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  return (
    <div className="wing">
      <WingTabs room="claims" />
      <div className="page-scroll">
        <div className="page">
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
          {resource.status === 'loading' && <Loading label={words.loading} />}
          {resource.status === 'failed' && (
            <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
          )}
          {resource.status === 'ready' && <ClaimsForm rules={resource.value} />}
        </div>
      </div>
    </div>
  )
}

function ClaimsForm({ rules }: { rules: MessageRules }) {
  const [lists, setLists] = useState<Record<string, string>>(() =>
    Object.fromEntries(Object.entries(rules.forbidden).map(([language, all]) => [language, all.join('\n')])),
  )
  const [added, setAdded] = useState('')
  const [dirty, setDirty] = useState(false)
  const [state, setState] = useState<'ready' | 'busy' | 'saved'>('ready')
  const [problem, setProblem] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const change = (language: string, text: string) => {
    setLists((held) => ({ ...held, [language]: text }))
    setDirty(true)
    setState('ready')
  }
  const save = async () => {
    setState('busy')
    setProblem(null)
    try {
      await writeMessageRules({ forbidden: forbiddenIn(lists) })
      setDirty(false)
      setState('saved')
    } catch (error) {
      setProblem(problemOf(error, ''))
      setState('ready')
    }
  }
  const isNew = /^[a-z]{2,3}$/.test(added) && lists[added] === undefined
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (state !== 'busy') void save()
      }}
    >
      {Object.entries(lists).map(([language, text]) => (
        <TextField
          key={language}
          label={words.language(language)}
          hint={words.hint}
          most={40_000}
          lines={6}
          value={text}
          error={said(problem?.fields ?? {}, `forbidden.${language}`) && words.wrong}
          onChange={(next) => change(language, next)}
        />
      ))}
      <Field label={words.add} hint={words.addHint}>
        {(ids) => (
          <span className="values-add">
            <input
              {...ids}
              className="input input-small"
              size={4}
              maxLength={3}
              autoComplete="off"
              value={added}
              onChange={(event) => setAdded(event.target.value.toLowerCase())}
            />
            <Button
              why={isNew ? null : words.addHint}
              onClick={() => {
                change(added, '')
                setAdded('')
              }}
            >
              {words.addAct}
            </Button>
          </span>
        )}
      </Field>
      <div className="save-bar">
        <Button look="primary" type="submit" busy={state === 'busy'}>
          {words.save}
        </Button>
        <p role="alert" className="form-problem">
          {problem?.text}
        </p>
        <div role="status">
          {state === 'saved' && (
            <p className="done-note">
              <Icon name="check" />
              <span>{words.saved}</span>
            </p>
          )}
        </div>
      </div>
      <LeaveGuard dirty={dirty && state !== 'busy'} />
    </form>
  )
}

/** One claim a line; empty lines are none, and a language without any has no list. */
function forbiddenIn(lists: Record<string, string>): Record<string, string[]> {
  const read = Object.entries(lists).map(([language, text]) => {
    const claims = text.split('\n').flatMap((line) => line.trim() || [])
    return [language, claims] as const
  })
  return Object.fromEntries(read.filter(([, claims]) => claims.length > 0))
}
