import { type FormEvent, useState } from 'react'
import type { StaffRole } from '#contract/staff-api.ts'
import { addStaff } from '../api/shop.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { type StaffErrors, staffErrors } from './form-errors.ts'
import { RoleChecks } from './role-checks.tsx'

const words = texts.staff.form

/** A new account; its random password is shown once, right after. */
export function AddStaff(props: { onClose: () => void; onAdded: (name: string, password: string) => void }) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<StaffRole[]>(['support'])
  const [errors, setErrors] = useState<StaffErrors>({})
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const input = { name: name.trim(), email: email.trim(), roles }
    const found = check(input)
    setErrors(found)
    if (Object.keys(found).length > 0 || busy) return
    setBusy(true)
    try {
      const { staff, password } = await addStaff(input)
      props.onAdded(staff.name, password)
    } catch (error) {
      setErrors(staffErrors(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title={words.addTitle} onClose={props.onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <Field label={words.name} hint={words.nameHint} error={errors.name}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.email} error={errors.email}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="email"
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <RoleChecks roles={roles} error={errors.roles} onChange={setRoles} />
        {errors.all && (
          <p className="form-problem" role="alert">
            {errors.all}
          </p>
        )}
        <footer className="dialog-actions">
          <Button onClick={props.onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {busy ? words.busy : words.add}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function check(input: { name: string; email: string; roles: StaffRole[] }): StaffErrors {
  const errors: StaffErrors = {}
  if (input.name === '') errors.name = texts.settings.required
  if (!/^[^\s@]+@[^\s@]+$/.test(input.email)) errors.email = words.badEmail
  if (input.roles.length === 0) errors.roles = words.needRole
  return errors
}
