import { useEffect, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { navigate, setLeaveGuard } from '../routing/navigation.ts'
import { allSlots, type SlotsRoute, slotPage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { SlotList } from './slot-list.tsx'
import { SlotPane } from './slot-pane.tsx'
import { WrittenSlot } from './written-slot.tsx'
import { WrittenVariant } from './written-variant.tsx'

const words = texts.slots

/** The slots: all of them, one of them, or what is being written. */
export function SlotsRoom({ route }: { route: SlotsRoute }) {
  const { shopName } = useSession()
  const [done, setDone] = useState<{ text: string; at: string | null } | null>(null)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  const { slot, step, variantId } = route
  const finish = (text: string, at: string | null) => {
    setLeaveGuard(null)
    setDone({ text, at })
    navigate(at === null ? allSlots : slotPage(at))
  }
  return (
    <div className="wing">
      <WingTabs room="slots" />
      <div className="page-scroll" key={`${slot} ${step} ${variantId}`}>
        <div className="page page-wide">
          {step === 'page' && (
            <div role="status">
              {done && done.at === slot && (
                <p className="done-note">
                  <Icon name="check" />
                  <span>{done.text}</span>
                </p>
              )}
            </div>
          )}
          {step === 'page' && slot === null && <SlotList />}
          {step === 'page' && slot !== null && (
            <SlotPane name={slot} onRemoved={(place) => finish(words.removed(place), null)} />
          )}
          {(step === 'new' || step === 'edit') && (
            <WrittenSlot name={slot} onSaved={(name) => finish(words.saved, name)} />
          )}
          {step === 'variant' && slot !== null && (
            <WrittenVariant slotName={slot} variantId={variantId} onSaved={() => finish(words.saved, slot)} />
          )}
        </div>
      </div>
    </div>
  )
}
