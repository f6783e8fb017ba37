import { useEffect, useState } from 'react'
import { listStaff, type StaffRow } from '../api/shop.ts'
import { Button } from '../parts/button.tsx'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { useSession } from '../session/session.ts'
import { initials } from '../shell/initials.ts'
import { texts } from '../texts.ts'
import { AddStaff } from './add-staff.tsx'
import { EditStaff } from './edit-staff.tsx'
import { PasswordOnce } from './password-once.tsx'

const words = texts.staff

type Step =
  | { kind: 'add' }
  | { kind: 'edit'; row: StaffRow }
  | { kind: 'password'; name: string; password: string }

/** Who may sign in, with which roles. */
export function StaffPage() {
  const { shopName } = useSession()
  const { resource, reload } = useResource(listStaff)
  const [step, setStep] = useState<Step | null>(null)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  const showPassword = (name: string, password: string) => {
    setStep({ kind: 'password', name, password })
    void reload()
  }
  const close = () => setStep(null)
  return (
    <div className="page-scroll">
      <div className="page">
        <h1>{words.title}</h1>
        <p className="page-intro">{words.intro}</p>
        <div className="page-actions">
          <Button look="primary" icon="plus" onClick={() => setStep({ kind: 'add' })}>
            {words.add}
          </Button>
        </div>
        {resource.status === 'loading' && <Loading label={words.loading} />}
        {resource.status === 'failed' && <Failed text={words.failed} onRetry={() => void reload()} />}
        {resource.status === 'ready' && (
          <StaffList rows={resource.value} onEdit={(row) => setStep({ kind: 'edit', row })} />
        )}
      </div>
      {step?.kind === 'add' && <AddStaff onClose={close} onAdded={showPassword} />}
      {step?.kind === 'edit' && (
        <EditStaff
          row={step.row}
          onClose={close}
          onSaved={() => {
            close()
            void reload()
          }}
          onPassword={showPassword}
        />
      )}
      {step?.kind === 'password' && (
        <PasswordOnce name={step.name} password={step.password} onClose={close} />
      )}
    </div>
  )
}

function StaffList({ rows, onEdit }: { rows: StaffRow[]; onEdit: (row: StaffRow) => void }) {
  const { staff } = useSession()
  return (
    <ul className="plain-list">
      {rows.map((row) => (
        <li key={row.staffId} className={row.disabled ? 'plain-off' : ''}>
          <span className="avatar" aria-hidden="true">
            {initials(row.name)}
          </span>
          <div className="plain-main">
            <span className="plain-title">
              {row.name}
              {row.staffId === staff.staffId && <span className="chip">{words.you}</span>}
              {row.disabled && <span className="chip chip-off">{words.disabled}</span>}
            </span>
            <span className="quiet">
              {row.email} · {row.roles.map((role) => texts.roles[role].name).join(', ')}
            </span>
          </div>
          <Button look="quiet" aria-label={words.editNamed(row.name)} onClick={() => onEdit(row)}>
            {words.edit}
          </Button>
        </li>
      ))}
    </ul>
  )
}
