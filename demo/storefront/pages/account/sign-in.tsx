import { useState } from 'react'
import { useAccount } from '../../shop/account.tsx'
import { ShopError } from '../../shop/ask-server.ts'
import { useShop } from '../../shop/shop.tsx'
import { texts } from '../../texts.ts'

/** The people of the made-up shop, to choose from. */
export function SignIn() {
  const shop = useShop()
  const { signIn } = useAccount()
  const [busy, setBusy] = useState<string | null>(null)
  const [fault, setFault] = useState('')
  const choose = async (userId: string) => {
    setBusy(userId)
    setFault('')
    try {
      await signIn(userId)
    } catch (error) {
      setBusy(null)
      setFault(error instanceof ShopError && error.message ? error.message : texts.failed)
    }
  }
  return (
    <div className="page sign-in">
      <h1>{texts.account.choose}</h1>
      <p className="lead">{texts.account.lead}</p>
      <ul>
        {shop?.accounts.map(({ userId, name, note }) => (
          <li key={userId}>
            <button type="button" disabled={busy !== null} onClick={() => choose(userId)}>
              <span className="initial" aria-hidden="true">
                {name.charAt(0)}
              </span>
              <strong>{busy === userId ? texts.account.signingIn : name}</strong>
              <span className="quiet">{note}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="fault" role="alert">
        {fault}
      </p>
    </div>
  )
}
