import { useEffect, useState } from 'react'
import { Empty } from '../parts/states.tsx'
import type { SandboxRoute } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { DeviceList } from './device-list.tsx'
import { DevicePane } from './device-pane.tsx'
import { NewPhone } from './new-phone.tsx'

const words = texts.sandbox

/** What customers see of the shop's messages while no provider is connected, and their answers. */
export function SandboxPage({ route }: { route: SandboxRoute }) {
  const { shopName } = useSession()
  const [making, setMaking] = useState(false)
  const { channel, address } = route
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  return (
    <div className={`desk people sandbox ${address === null ? '' : 'desk-open'}`}>
      <DeviceList route={route} onNew={() => setMaking(true)} />
      {channel === null || address === null ? (
        <section className="talk talk-empty">
          <Empty title={words.chooseTitle} text={words.chooseText} />
        </section>
      ) : (
        <DevicePane key={`${channel} ${address}`} channel={channel} address={address} />
      )}
      {making && <NewPhone onClose={() => setMaking(false)} />}
    </div>
  )
}
