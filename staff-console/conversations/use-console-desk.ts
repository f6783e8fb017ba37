import { useEffect, useState } from 'react'
import type { StaffView } from '#contract/staff-api.ts'
import { connectLive, type Live } from '../live/socket.ts'
import { chime } from '../shell/chime.ts'
import { preferences } from '../shell/preferences.ts'
import { createDesk, type Desk } from './desk.ts'

/** The desk and its socket, for as long as this person is here. */
export function useConsoleDesk(staff: StaffView, onExpired: () => void): { desk: Desk; live: Live } {
  const [parts] = useState(() => {
    const live = connectLive(onExpired)
    const desk = createDesk(staff, live, () => {
      if (preferences.get().sound) chime()
    })
    return { desk, live }
  })
  useEffect(
    () => () => {
      parts.desk.close()
      parts.live.close()
    },
    [parts],
  )
  return parts
}
