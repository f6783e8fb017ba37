import { useCallback } from 'react'
import type { MessageChoices, MessagePage } from '#contract/staff-content.ts'
import { readMessage, readMessageChoices } from '../api/content.ts'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { texts } from '../texts.ts'
import { Editor } from './editor.tsx'
import type { Viewer } from './preview-panel.tsx'

const words = texts.content

/** One message, once it is read together with what a form may offer; `id` null: a new one. */
export function MessagePane(props: {
  id: string | null
  version: number | null
  viewers: readonly Viewer[]
  onViewers: (viewers: readonly Viewer[]) => void
  onSaved: (id: string) => void
}) {
  const { id, version } = props
  const read = useCallback(async (): Promise<{ page: MessagePage | null; choices: MessageChoices }> => {
    const [page, choices] = await Promise.all([
      id === null ? null : readMessage(id, version),
      readMessageChoices(),
    ])
    return { page, choices }
  }, [id, version])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={words.oneLoading} rows={8} />
  if (resource.status === 'failed')
    return resource.fault === 'missing' ? (
      <Empty title={words.missing} />
    ) : (
      <Failed text={faultText(resource.fault, words.oneFailed)} onRetry={() => void reload()} />
    )
  const { page, choices } = resource.value
  const key = page ? `${page.message.version} ${page.message.rev} ${page.message.status}` : 'new'
  return (
    <Editor
      key={key}
      page={page}
      choices={choices}
      viewers={props.viewers}
      onViewers={props.onViewers}
      onChanged={() => void reload()}
      onSaved={(saved) => {
        if (saved === id) void reload()
        props.onSaved(saved)
      }}
    />
  )
}
