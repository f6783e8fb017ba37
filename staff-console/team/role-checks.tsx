import type { StaffRole } from '#contract/staff-api.ts'
import { Check } from '../parts/field.tsx'
import { texts } from '../texts.ts'

const order: StaffRole[] = ['associate', 'support', 'crm', 'admin']

/** The roles, each with what it lets a person do. */
export function RoleChecks(props: {
  roles: StaffRole[]
  error: string | null | undefined
  /** The person changes their own account: the admin role stays. */
  own?: boolean
  onChange: (roles: StaffRole[]) => void
}) {
  const toggle = (role: StaffRole) => (on: boolean) =>
    props.onChange(order.filter((name) => (name === role ? on : props.roles.includes(name))))
  return (
    <fieldset className="group">
      <legend>{texts.staff.form.roles}</legend>
      {order.map((role) => (
        <Check
          key={role}
          label={texts.roles[role].name}
          hint={texts.roles[role].may}
          checked={props.roles.includes(role)}
          why={props.own && role === 'admin' ? texts.staff.form.ownAdmin : null}
          onChange={toggle(role)}
        />
      ))}
      {props.error && (
        <p className="field-error" role="alert">
          {props.error}
        </p>
      )}
    </fieldset>
  )
}
