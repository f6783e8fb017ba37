import { LoadingPage } from '../parts/states.tsx'
import { useAccount } from '../shop/account.tsx'
import { usePageHead } from '../shop/page-head.ts'
import { texts } from '../texts.ts'
import { Orders } from './account/orders.tsx'
import { SignIn } from './account/sign-in.tsx'

export function AccountPage() {
  usePageHead(texts.account.title)
  const { signedIn } = useAccount()
  if (signedIn === undefined) return <LoadingPage />
  return signedIn ? <Orders signedIn={signedIn} /> : <SignIn />
}
