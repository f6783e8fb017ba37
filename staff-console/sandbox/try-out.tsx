import { useState } from 'react'
import type { SandboxDeviceView, SandboxFaultName } from '#contract/staff-sandbox.ts'
import { RequestError } from '../api/http.ts'
import { passDay, setFault } from '../api/sandbox.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { texts } from '../texts.ts'

const words = texts.sandbox
const faults: SandboxFaultName[] = ['unreachable', 'server_error', 'opted_out', 'answer_lost']

/** Faults of this one phone, and a day that passes for it: done at the press, and real for the outbox. */
export function TryOut(props: { device: SandboxDeviceView; onClose: () => void; onChanged: () => void }) {
  const { device } = props
  const [problem, setProblem] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  // what was pressed shows at once; undefined: as the device says
  const [pressed, setPressed] = useState<SandboxFaultName | null | undefined>(undefined)
  const act = async (deed: () => Promise<null>, said: string | null) => {
    setDone(null)
    try {
      await deed()
      setProblem(null)
      setDone(said)
      props.onChanged()
    } catch (error) {
      setPressed(undefined)
      setProblem(problemOf(error))
    }
  }
  const fresh = device.customerId === null
  return (
    <Dialog title={words.tryOutTitle} onClose={props.onClose}>
      <fieldset>
        <legend>{words.faultsTitle}</legend>
        {fresh && <p className="field-hint">{words.faultNotYet}</p>}
        {[null, ...faults].map((fault) => {
          const { name, hint } = fault ? words.faults[fault] : { name: words.takes, hint: words.takesHint }
          return (
            <label key={fault} className="radio">
              <input
                type="radio"
                name="fault"
                checked={(pressed === undefined ? device.fault : pressed) === fault}
                aria-disabled={fresh || undefined}
                onChange={() => {
                  if (fresh) return
                  setPressed(fault)
                  void act(() => setFault(device, fault), null)
                }}
              />
              <span>
                {name} <span className="quiet">{hint}</span>
              </span>
            </label>
          )
        })}
      </fieldset>
      {device.channel === 'whatsapp' && (
        <section className="try-day">
          <h3>{words.dayTitle}</h3>
          <p className="field-hint">{words.dayHint}</p>
          <Button
            why={device.windowUntil === null ? words.dayNone : null}
            onClick={() => void act(() => passDay(device), words.dayDone)}
          >
            {words.day}
          </Button>
        </section>
      )}
      <p role="status">{done}</p>
      <p className="form-problem" role="alert" hidden={problem === null}>
        {problem}
      </p>
    </Dialog>
  )
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  return error.problem?.status === 404 ? error.message : words.notDone
}
