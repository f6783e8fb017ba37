import { useCallback, useEffect, useRef, useState } from 'react'
import type { SandboxDeviceView } from '#contract/staff-sandbox.ts'
import { type DeviceKey, readDevice, see } from '../api/sandbox.ts'
import { type Fault, faultOf } from '../parts/resource.ts'
import { useSandboxChanges } from './use-sandbox-changes.ts'

/** The end of typing may get lost with the line. */
const TYPING_FADES_MS = 8000

interface Held {
  device: SandboxDeviceView | null
  fault: Fault | null
  /** The shop is writing. */
  typing: boolean
}

export interface DeviceState extends Held {
  reload: () => void
  older: (() => void) | null
}

/** One phone or mailbox, kept up to date. Looking at a phone makes what stands on it seen. */
export function useDevice({ channel, address }: DeviceKey): DeviceState {
  const [held, setHeld] = useState<Held>({ device: null, fault: null, typing: false })
  const asked = useRef(0)
  const read = useCallback(async () => {
    const number = ++asked.current
    try {
      const device = await readDevice({ channel, address }, null)
      if (number === asked.current)
        setHeld((shown) => ({ ...shown, device: withOlder(shown.device, device), fault: null }))
    } catch (error) {
      if (number === asked.current) setHeld((shown) => ({ ...shown, fault: faultOf(error) }))
    }
  }, [channel, address])
  const older = useCallback(
    async (before: string) => {
      const page = await readDevice({ channel, address }, before).catch(() => null)
      if (page) setHeld((shown) => ({ ...shown, device: withEarlier(shown.device, page) }))
    },
    [channel, address],
  )
  useEffect(() => void read(), [read])
  const fading = useRef(0)
  const type = (typing: boolean) => {
    window.clearTimeout(fading.current)
    setHeld((shown) => ({ ...shown, typing }))
    if (typing) fading.current = window.setTimeout(() => type(false), TYPING_FADES_MS)
  }
  useSandboxChanges((change) => {
    if (change && (change.channel !== channel || change.address !== address)) return
    if (change?.typing != null) type(change.typing)
    else void read()
  })
  useSeen({ channel, address }, held.device)
  const first = held.device?.messages[0]
  return {
    ...held,
    reload: () => void read(),
    older: held.device?.more && first ? () => void older(first.providerMessageId) : null,
  }
}

/** A mail is seen when it is opened; everything else as soon as it is on a screen that somebody looks at. */
function useSeen(key: DeviceKey, device: SandboxDeviceView | null): void {
  const { channel, address } = key
  // by its id: what comes while another is being marked must be marked too
  const newest = device?.messages.findLast((message) => !message.seen)?.providerMessageId ?? null
  useEffect(() => {
    if (channel === 'email' || newest === null) return
    const look = () => {
      // not seen is no fault of the page: the next change tries again
      if (document.visibilityState === 'visible') void see({ channel, address }, null).catch(() => {})
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [channel, address, newest])
}

/** What was read before stays above the newest page. */
function withOlder(shown: SandboxDeviceView | null, newest: SandboxDeviceView): SandboxDeviceView {
  const [first] = newest.messages
  const at = shown?.messages.findIndex((each) => each.providerMessageId === first?.providerMessageId) ?? -1
  if (!shown || at <= 0) return newest
  return { ...newest, messages: [...shown.messages.slice(0, at), ...newest.messages], more: shown.more }
}

function withEarlier(shown: SandboxDeviceView | null, page: SandboxDeviceView): SandboxDeviceView | null {
  if (!shown) return shown
  const known = new Set(shown.messages.map((message) => message.providerMessageId))
  const earlier = page.messages.filter((message) => !known.has(message.providerMessageId))
  return { ...shown, messages: [...earlier, ...shown.messages], more: page.more }
}
