import { type ReactNode, useCallback, useEffect } from 'react'
import type { RecommendationsPage as Page } from '#contract/staff-recommendations.ts'
import { readRecommendationsPage } from '../api/recommendations.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { Decisions } from './decisions.tsx'
import { LearnedLooks } from './learned-looks.tsx'
import { ModelPart } from './model-part.tsx'
import { Preview } from './preview.tsx'
import { Served } from './served.tsx'
import { TrainingNote } from './training-note.tsx'
import { useTraining } from './use-training.ts'

const words = texts.recommendations

/** What the rows rest on, what they would show, and what the shop decides itself. */
export function RecommendationsPage() {
  const { shopName } = useSession()
  const { resource, reload } = useResource(useCallback(() => readRecommendationsPage(), []))
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  if (resource.status === 'loading') return <Frame>{<Loading label={words.loading} rows={6} />}</Frame>
  if (resource.status === 'failed')
    return (
      <Frame>
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      </Frame>
    )
  return <Ready page={resource.value} reload={reload} />
}

function Ready({ page, reload }: { page: Page; reload: () => Promise<void> }) {
  const training = useTraining(page.training, reload)
  const { mayChange } = page
  return (
    <Frame
      aside={
        <Button
          look="primary"
          icon="again"
          busy={training.busy}
          why={mayChange ? null : words.readOnly}
          onClick={training.begin}
        >
          {training.busy ? words.model.training : words.model.train}
        </Button>
      }
    >
      <TrainingNote training={training} />
      {page.manual !== null && <p className="read-only small-shop">{page.manual}</p>}
      <div className="segment-parts">
        <ModelPart page={page} />
        <Decisions>
          {(decided) => <Preview key="preview" asked={`${page.model?.trainedAt ?? ''} ${decided}`} />}
        </Decisions>
        <LearnedLooks looks={page.looks} />
        <Served served={page.served} sellable={page.sellable} />
      </div>
    </Frame>
  )
}

function Frame({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <div className="page-scroll">
      <div className="page page-wide">
        <header className="queue-head">
          <div>
            <h1>{words.title}</h1>
            <p className="page-intro">{words.intro}</p>
          </div>
          {aside}
        </header>
        {children}
      </div>
    </div>
  )
}
