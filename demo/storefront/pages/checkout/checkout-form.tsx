import { type FormEvent, useState } from 'react'
import type { AccountPage, PlacedOrder, QuoteView } from '../../../../contract/demo-shop.ts'
import { LoadingPage } from '../../parts/states.tsx'
import { useAccount } from '../../shop/account.tsx'
import { askServer, ShopError } from '../../shop/ask-server.ts'
import { useCart } from '../../shop/cart.tsx'
import { useData } from '../../shop/use-data.ts'
import { priceText } from '../../shop/words.ts'
import { texts } from '../../texts.ts'
import { Field, type FieldName, fieldFaults } from './field.tsx'
import type { OrderedLine } from './lines.ts'

interface Props {
  lines: OrderedLine[]
  quote: QuoteView
  placed: (order: PlacedOrder) => void
}

/** Address and e-mail; filled in for somebody who is signed in. */
export function CheckoutForm(props: Props) {
  const { signedIn } = useAccount()
  const token = signedIn?.token ?? null
  const account = useData<AccountPage>(token ? '/account' : null, token)
  if (signedIn === undefined || (token && account.state === 'loading')) return <LoadingPage />
  const known = account.state === 'ready' ? account.data : null
  return <Form {...props} known={token ? known : null} token={token} />
}

function Form({
  lines,
  quote,
  placed,
  known,
  token,
}: Props & { known: AccountPage | null; token: string | null }) {
  const { empty } = useCart()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const [faults, setFaults] = useState<Partial<Record<FieldName, string>>>({})
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = Object.fromEntries(new FormData(form))
    setBusy(true)
    setFault('')
    setFaults({})
    try {
      const order = await askServer<PlacedOrder>('/orders', { body: { ...fields, lines }, token })
      await empty().catch(() => {}) // the order stands; the cart can be emptied by hand
      placed(order)
    } catch (error) {
      setBusy(false)
      const known = error instanceof ShopError ? fieldFaults(error) : {}
      setFaults(known)
      const first = Object.keys(known)[0]
      const input = first ? form.elements.namedItem(first) : null
      if (input instanceof HTMLInputElement) input.focus()
      else setFault(error instanceof ShopError && error.message ? error.message : texts.failed)
    }
  }
  const initial = startingValues(known)
  const field = (name: FieldName, complete: string) => (
    <Field name={name} complete={complete} fault={faults[name]} value={initial[name] ?? ''} />
  )
  return (
    <form className="form" onSubmit={send} noValidate>
      <p className="demo-note">{texts.checkout.demo}</p>
      <fieldset>
        <legend>{texts.checkout.contact}</legend>
        {field('email', 'email')}
        {field('name', 'name')}
      </fieldset>
      <fieldset>
        <legend>{texts.checkout.address}</legend>
        {field('line1', 'address-line1')}
        {field('city', 'address-level2')}
        <div className="pair">
          {field('region', 'address-level1')}
          {field('postcode', 'postal-code')}
        </div>
      </fieldset>
      {quote.faults.map((text) => (
        <p key={text} className="fault">
          {text}.
        </p>
      ))}
      <p className="fault" role="alert">
        {fault}
      </p>
      <button type="submit" className="button wide" disabled={busy || quote.faults.length > 0}>
        {busy ? texts.checkout.placing : texts.checkout.place(priceText(quote.total))}
      </button>
    </form>
  )
}

function startingValues(known: AccountPage | null): Partial<Record<FieldName, string>> {
  if (!known) return {}
  const [line1 = '', place = ''] = known.address
  const [, city = '', region = '', postcode = ''] = /^(.*), (\S*) (\S*)$/.exec(place) ?? []
  return { email: known.email, name: known.name, line1, city, region, postcode }
}
