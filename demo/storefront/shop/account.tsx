import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { SignedIn } from '../../../contract/demo-shop.ts'
import { askServer } from './ask-server.ts'
import { withRapport } from './rapport.ts'
import { onSlots } from './slots.ts'

interface AccountAccess {
  /** undefined while a remembered sign-in is being renewed; null: signed out. */
  signedIn: SignedIn | null | undefined
  signIn: (userId: string) => Promise<void>
  signOut: () => void
}

const KEY = 'tarnwick.account'
const Account = createContext<AccountAccess | null>(null)

export function useAccount(): AccountAccess {
  const access = useContext(Account)
  if (!access) throw new Error('useAccount needs an AccountProvider')
  return access
}

/**
 * Who is signed in with the made-up shop. Its server signs an identity token, the widget is given a way to
 * fetch one, and asks again when it runs out.
 */
export function AccountProvider({ children }: { children: ReactNode }) {
  const [signedIn, setSignedIn] = useState<SignedIn | null | undefined>(() =>
    remembered() ? undefined : null,
  )
  const current = useRef<string | null>(null)

  const fetchToken = useCallback(async (userId: string): Promise<SignedIn> => {
    const answer = await askServer<SignedIn>('/sign-in', { body: { userId } })
    if (current.current === userId) setSignedIn(answer)
    return answer
  }, [])

  const signIn = useCallback(
    async (userId: string) => {
      current.current = userId
      const signedFor = lasting(async () => (await fetchToken(userId)).token)
      onSlots('identify', signedFor)
      await signedFor()
      localStorage.setItem(KEY, userId)
      withRapport((rapport) => {
        rapport.identify(signedFor).catch(() => {})
      })
    },
    [fetchToken],
  )

  const signOut = useCallback(() => {
    current.current = null
    localStorage.removeItem(KEY)
    onSlots('identify', null)
    setSignedIn(null)
    withRapport((rapport) => {
      rapport.identify(null).catch(() => {})
    })
  }, [])

  useEffect(() => {
    const userId = remembered()
    if (userId) signIn(userId).catch(() => setSignedIn(null))
  }, [signIn])

  const access = useMemo(() => ({ signedIn, signIn, signOut }), [signedIn, signIn, signOut])
  return <Account value={access}>{children}</Account>
}

const KEEP_MS = 600_000

/** The same token for ten of its thirty minutes; one that could not be fetched is fetched again. */
function lasting(fetchOne: () => Promise<string>): () => Promise<string> {
  let kept: { token: Promise<string>; at: number } | null = null
  return () => {
    if (kept === null || Date.now() - kept.at > KEEP_MS) kept = { token: fetchOne(), at: Date.now() }
    kept.token.catch(() => {
      kept = null
    })
    return kept.token
  }
}

function remembered(): string | null {
  return localStorage.getItem(KEY)
}
