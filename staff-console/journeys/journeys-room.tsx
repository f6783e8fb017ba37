import { useEffect, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { navigate, setLeaveGuard } from '../routing/navigation.ts'
import { type JourneysRoute, journeyPage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { JourneyList } from './journey-list.tsx'
import { JourneyPane } from './journey-pane.tsx'
import { WrittenJourney } from './written-journey.tsx'

const words = texts.journeys

/** The journeys: all of them, one of them, or what is being written. */
export function JourneysRoom({ route }: { route: JourneysRoute }) {
  const { shopName } = useSession()
  const [done, setDone] = useState<{ text: string; at: string } | null>(null)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  const { journey, step } = route
  const finish = (name: string) => {
    setLeaveGuard(null)
    setDone({ text: words.definition.saved, at: name })
    navigate(journeyPage(name))
  }
  return (
    <div className="wing">
      <WingTabs room="journeys" />
      <div className="page-scroll" key={`${journey} ${step} ${route.readoutId}`}>
        <div className="page page-wide">
          <div role="status">
            {step === 'page' && done && done.at === journey && (
              <p className="done-note">
                <Icon name="check" />
                <span>{done.text}</span>
              </p>
            )}
          </div>
          {step === 'new' && <WrittenJourney page={null} onSaved={finish} />}
          {step !== 'new' && journey === null && <JourneyList />}
          {step !== 'new' && journey !== null && (
            <JourneyPane route={{ ...route, journey, step }} onSaved={finish} />
          )}
        </div>
      </div>
    </div>
  )
}
