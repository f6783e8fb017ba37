import { useEffect, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { navigate, setLeaveGuard } from '../routing/navigation.ts'
import { type OffersRoute, offerPage } from '../routing/route.ts'
import { mayEditOffers, useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { OfferList } from './offer-list.tsx'
import { OfferPane } from './offer-pane.tsx'
import { TryPage } from './try-page.tsx'
import { WrittenOffer } from './written-offer.tsx'

const words = texts.offers

/** The offers: all of them, one of them, one that is tried, or what is being written. */
export function OffersRoom({ route }: { route: OffersRoute }) {
  const session = useSession()
  const [saved, setSaved] = useState<string | null>(null)
  const { offerId } = route
  const mayEdit = mayEditOffers(session)
  const step = mayEdit || route.step === 'try' ? route.step : 'page'
  useEffect(() => {
    document.title = texts.app.title(words.title, session.shopName)
  }, [session.shopName])
  const finish = (id: string) => {
    setLeaveGuard(null)
    setSaved(id)
    navigate(offerPage(id))
  }
  return (
    <div className="wing">
      <WingTabs room="offers" />
      <div className="page-scroll" key={`${offerId} ${step}`}>
        <div className={step === 'try' ? 'page page-full' : 'page page-wide'}>
          {step === 'page' && (
            <div role="status">
              {saved !== null && saved === offerId && (
                <p className="done-note">
                  <Icon name="check" />
                  <span>{words.saved}</span>
                </p>
              )}
            </div>
          )}
          {step === 'page' && offerId === null && <OfferList mayEdit={mayEdit} />}
          {step === 'page' && offerId !== null && <OfferPane offerId={offerId} mayEdit={mayEdit} />}
          {step === 'try' && offerId !== null && <TryPage offerId={offerId} />}
          {(step === 'new' || step === 'edit') && <WrittenOffer offerId={offerId} onSaved={finish} />}
        </div>
      </div>
    </div>
  )
}
