import { useEffect, useState } from 'react'
import type { PicturesPage as Page, PictureRow } from '#contract/staff-ugc.ts'
import { listPictures, removePicture } from '../api/ugc.ts'
import { AskDialog } from '../content/ask-dialog.tsx'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { PictureForm } from './picture-form.tsx'
import { PictureItem } from './picture-item.tsx'

const words = texts.pictures

/** Which picture of a product stands where, for whom, and which are tried against each other. */
export function PicturesPage() {
  const { shopName } = useSession()
  const { resource, reload } = useResource(listPictures)
  const [editing, setEditing] = useState<PictureRow | 'new' | null>(null)
  const [removing, setRemoving] = useState<PictureRow | null>(null)
  const [done, setDone] = useState(false)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  const page: Page | null = resource.status === 'ready' ? resource.value : null
  return (
    <div className="wing">
      <WingTabs room="pictures" />
      <div className="page-scroll">
        <div className="page page-wide">
          <header className="queue-head">
            <div>
              <h1>{words.title}</h1>
              <p className="page-intro">{words.intro}</p>
            </div>
            <Button
              look="primary"
              icon="plus"
              why={page ? null : words.loading}
              onClick={() => setEditing('new')}
            >
              {words.create}
            </Button>
          </header>
          <div role="status">
            {done && (
              <p className="done-note">
                <Icon name="check" />
                <span>{words.saved}</span>
              </p>
            )}
          </div>
          {resource.status === 'loading' && <Loading label={words.loading} />}
          {resource.status === 'failed' && (
            <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
          )}
          {page?.pictures.length === 0 && <Empty title={words.empty} text={words.emptyText} />}
          {page && page.pictures.length > 0 && (
            <ul className="pictures" aria-label={words.list}>
              {page.pictures.map((picture) => (
                <PictureItem
                  key={picture.creativeId}
                  picture={picture}
                  page={page}
                  onEdit={() => setEditing(picture)}
                  onRemove={() => setRemoving(picture)}
                />
              ))}
            </ul>
          )}
        </div>
      </div>
      {editing !== null && page && (
        <PictureForm
          before={editing === 'new' ? null : editing}
          page={page}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null)
            setDone(true)
            void reload()
          }}
        />
      )}
      {removing && (
        <AskDialog
          title={words.removeTitle}
          text={words.removeText}
          action={words.removeAct}
          act={() => removePicture(removing.creativeId)}
          onClose={() => setRemoving(null)}
          onDone={() => {
            setRemoving(null)
            void reload()
          }}
        />
      )}
    </div>
  )
}
