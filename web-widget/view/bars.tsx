import { useEffect, useState } from 'react'
import type { ChatState } from '../chat/state.ts'
import { fill } from '../texts.ts'
import type { Ui } from './ui.ts'

const QUIET_MS = 2000

/** What stands between transcript and composer: the line is down, a person is coming or here, a question. */
export function Bars({ state, ui }: { state: ChatState; ui: Ui }) {
  return (
    <>
      <LinkBar state={state} ui={ui} />
      <HandoffBar state={state} ui={ui} />
      {state.asksConsent && <ConsentBar ui={ui} />}
    </>
  )
}

/** A short break heals by itself and is not worth a word. */
function LinkBar({ state, ui }: { state: ChatState; ui: Ui }) {
  const [isLong, setLong] = useState(false)
  const isDown = state.link === 'offline'
  useEffect(() => {
    if (!isDown) return setLong(false)
    const timer = setTimeout(() => setLong(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [isDown])
  if (state.link === 'refused')
    return (
      <p className="bar warn" role="status">
        {ui.texts.refused}
      </p>
    )
  if (!isDown || !isLong) return null
  return (
    <p className="bar warn" role="status">
      {navigator.onLine ? `${ui.texts.connecting} …` : ui.texts.offline}
    </p>
  )
}

function HandoffBar({ state, ui }: { state: ChatState; ui: Ui }) {
  const [hasFailed, setFailed] = useState(false)
  const { conversation } = state.transcript
  const { texts, chat } = ui
  if (conversation?.status !== 'queued' && conversation?.status !== 'with_staff') return null
  const isQueued = conversation.status === 'queued'
  const name = conversation.staffName ?? texts.ourTeam
  const end = () => {
    chat.endHandoff().then(
      () => setFailed(false),
      () => setFailed(true),
    )
  }
  return (
    <div className="bar">
      <span>{hasFailed ? texts.failed : isQueued ? texts.queued : fill(texts.withStaff, { name })}</span>
      <button type="button" className="link" onClick={end}>
        {isQueued ? texts.stopWaiting : texts.endHandoff}
      </button>
    </div>
  )
}

function ConsentBar({ ui }: { ui: Ui }) {
  return (
    <div className="bar consent">
      <span>{ui.texts.askConsent}</span>
      <span className="bar-actions">
        <button type="button" className="link" onClick={() => ui.chat.agree(true)}>
          {ui.texts.agree}
        </button>
        <button type="button" className="link" onClick={() => ui.chat.agree(false)}>
          {ui.texts.decline}
        </button>
      </span>
    </div>
  )
}
