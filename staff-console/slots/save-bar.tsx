import { Button } from '../parts/button.tsx'
import { Link } from '../routing/link.tsx'
import { formatRoute, type Route } from '../routing/route.ts'
import { LeaveGuard } from '../settings/settings-form.tsx'
import { texts } from '../texts.ts'
import type { SaveProblem } from './problem-of.ts'

const words = texts.slots

/** The foot of a form: saves, goes back, and says what stands in the way. */
export function SaveBar(props: {
  busy: boolean
  dirty: boolean
  problem: SaveProblem | null
  back: Route
  /** Where what is saved now can be read. */
  theirs: Route
  onSaveOver: () => void
}) {
  const { busy, problem } = props
  return (
    <>
      <div className="save-bar">
        <Button look="primary" type="submit" busy={busy}>
          {busy ? words.form.saving : words.form.save}
        </Button>
        <Link className="button button-quiet" to={props.back}>
          {texts.app.cancel}
        </Link>
        <p role="alert" className="form-problem">
          {problem?.conflict ? words.conflict : problem?.text}{' '}
          {problem?.conflict && (
            <a className="text-link" href={formatRoute(props.theirs)} target="_blank" rel="noreferrer">
              {words.readTheirs}
            </a>
          )}
        </p>
        {problem?.conflict && <Button onClick={props.onSaveOver}>{words.saveOver}</Button>}
      </div>
      <LeaveGuard dirty={props.dirty && !busy} />
    </>
  )
}
