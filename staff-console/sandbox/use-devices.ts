import { useCallback, useEffect, useRef, useState } from 'react'
import type { DeliveryChannel } from '#contract/outbound.ts'
import type { SandboxPage, SandboxRow } from '#contract/staff-sandbox.ts'
import { listSandbox } from '../api/sandbox.ts'
import { type Fault, faultOf } from '../parts/resource.ts'
import { useSandboxChanges } from './use-sandbox-changes.ts'

/** Several messages often come at once: they are one reading. */
const PAUSE_MS = 120

interface Held {
  devices: SandboxRow[]
  channels: DeliveryChannel[]
  next: string | null
  status: 'loading' | 'ready' | 'failed'
  fault: Fault | null
  /** What the rows answer; the text may be ahead of it. */
  answered: string
}

export interface DeviceListState extends Omit<Held, 'next'> {
  reload: () => void
  more: (() => void) | null
}

const nothing: Held = {
  devices: [],
  channels: [],
  next: null,
  status: 'loading',
  fault: null,
  answered: '',
}

/** Phones and mailboxes on which something stands, the newest first, kept up to date. */
export function useDevices(text: string): DeviceListState {
  const [held, setHeld] = useState(nothing)
  const asked = useRef(0)
  const timer = useRef(0)
  const query = text.trim()
  const read = useCallback(
    async (cursor: string | null) => {
      const number = ++asked.current
      try {
        const page = await listSandbox(query, cursor)
        if (number === asked.current)
          setHeld((shown) => joined(cursor === null ? [] : shown.devices, page, query))
      } catch (error) {
        if (number === asked.current)
          setHeld((shown) => ({ ...shown, status: 'failed', fault: faultOf(error) }))
      }
    },
    [query],
  )
  const soon = useCallback(() => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void read(null), PAUSE_MS)
  }, [read])
  useEffect(() => {
    soon()
    return () => window.clearTimeout(timer.current)
  }, [soon])
  useSandboxChanges((change) => {
    if (change?.typing == null) soon()
  })
  const { next, ...shown } = held
  return {
    ...shown,
    reload: () => void read(null),
    more: next === null ? null : () => void read(next),
  }
}

function joined(shown: SandboxRow[], page: SandboxPage, answered: string): Held {
  const known = new Set(shown.map(rowKey))
  const devices = [...shown, ...page.devices.filter((row) => !known.has(rowKey(row)))]
  return { devices, channels: page.channels, next: page.next, status: 'ready', fault: null, answered }
}

export const rowKey = (row: { channel: string; address: string }) => `${row.channel} ${row.address}`
