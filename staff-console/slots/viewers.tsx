import { useRef, useState } from 'react'
import { calledOf } from '../customers/called.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FindCustomer } from '../requests/find-customer.tsx'
import { texts } from '../texts.ts'
import { StrangerForm } from './stranger-form.tsx'
import { MOST_VIEWS, nameOfStranger, type Viewer } from './viewer.ts'

const words = texts.slots.side

/** Whose slots stand beside each other: customers by name, and strangers by what a visit tells. */
export function Viewers(props: {
  viewers: readonly Viewer[]
  onChange: (viewers: readonly Viewer[]) => void
}) {
  const { viewers, onChange } = props
  const [asking, setAsking] = useState<'customer' | 'stranger' | null>(null)
  const lastKey = useRef(0)
  const why = viewers.length >= MOST_VIEWS ? words.full : null
  const add = (viewer: Omit<Viewer, 'key'>) => {
    lastKey.current += 1
    onChange([...viewers, { ...viewer, key: lastKey.current }])
    setAsking(null)
  }
  return (
    <div className="viewers">
      {viewers.map(({ key, name }) => (
        <span key={key} className="viewer">
          {name}
          <IconButton
            icon="close"
            label={words.takeAway(name)}
            onClick={() => onChange(viewers.filter((one) => one.key !== key))}
          />
        </span>
      ))}
      <Button icon="customer" why={why} onClick={() => setAsking('customer')}>
        {words.addCustomer}
      </Button>
      <Button icon="plus" why={why} onClick={() => setAsking('stranger')}>
        {words.addStranger}
      </Button>
      {asking === 'customer' && (
        <Dialog title={words.customerTitle} onClose={() => setAsking(null)}>
          <FindCustomer
            onChosen={(row) =>
              add({ name: calledOf(row), view: { who: 'customer', customerId: row.customerId } })
            }
          />
        </Dialog>
      )}
      {asking === 'stranger' && (
        <Dialog title={words.strangerTitle} onClose={() => setAsking(null)}>
          <StrangerForm
            onClose={() => setAsking(null)}
            onChosen={(stranger) =>
              add({ name: nameOfStranger(stranger), view: { who: 'stranger', stranger } })
            }
          />
        </Dialog>
      )}
    </div>
  )
}
