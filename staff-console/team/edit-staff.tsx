import { type FormEvent, useState } from 'react'
import { changeStaff, type StaffChange, type StaffRow } from '../api/shop.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { type StaffErrors, staffErrors } from './form-errors.ts'
import { RoleChecks } from './role-checks.tsx'

const words = texts.staff.form

interface EditProps {
  row: StaffRow
  onClose: () => void
  onSaved: () => void
  onPassword: (name: string, password: string) => void
}

/** Name, roles, a new password, and whether this person may sign in at all. */
export function EditStaff({ row, onClose, onSaved, onPassword }: EditProps) {
  const own = useSession().staff.staffId === row.staffId
  const [name, setName] = useState(row.name)
  const [roles, setRoles] = useState(row.roles)
  const [errors, setErrors] = useState<StaffErrors>({})
  const [busy, setBusy] = useState(false)
  const change = async (input: StaffChange) => {
    setBusy(true)
    try {
      const { staff, password } = await changeStaff(row.staffId, input)
      if (password) onPassword(staff.name, password)
      else onSaved()
    } catch (error) {
      setErrors(staffErrors(error))
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setErrors({ name: texts.settings.required })
    if (roles.length === 0) return setErrors({ roles: words.needRole })
    void change({ name: name.trim(), roles })
  }
  return (
    <Dialog title={words.editTitle(row.name)} onClose={onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <p className="dialog-text">{row.email}</p>
        <Field label={words.name} hint={words.nameHint} error={errors.name}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <RoleChecks roles={roles} error={errors.roles} own={own} onChange={setRoles} />
        <div className="side-actions">
          <Button title={words.newPasswordHint} onClick={() => void change({ newPassword: true })}>
            {words.newPassword}
          </Button>
          <Button
            look={row.disabled ? 'plain' : 'danger'}
            why={own ? words.ownDisable : null}
            onClick={() => void change({ disabled: !row.disabled })}
          >
            {row.disabled ? words.enable : words.disable}
          </Button>
        </div>
        {errors.all && (
          <p className="form-problem" role="alert">
            {errors.all}
          </p>
        )}
        <footer className="dialog-actions">
          <Button onClick={onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {busy ? words.busy : words.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
