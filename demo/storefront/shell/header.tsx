import { CartIcon, PersonIcon } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'
import { useAccount } from '../shop/account.tsx'
import { useCart } from '../shop/cart.tsx'
import { texts } from '../texts.ts'
import { DepartmentMenu } from './department-menu.tsx'
import { PhoneMenu } from './phone-menu.tsx'
import { SearchBox } from './search-box.tsx'

export function Header() {
  return (
    <header className="header">
      <p className="notice">{texts.header.notice}</p>
      <div className="bar">
        <PhoneMenu />
        <Link className="wordmark" href="/" aria-label={texts.header.home}>
          Tarnwick
        </Link>
        <DepartmentMenu />
        <SearchBox />
        <AccountLink />
        <CartLink />
      </div>
    </header>
  )
}

function AccountLink() {
  const { signedIn } = useAccount()
  const name = signedIn?.account.name.split(' ')[0]
  return (
    <Link className="tool" href="/account">
      <PersonIcon />
      <span className="label">{name ?? texts.header.signIn}</span>
    </Link>
  )
}

function CartLink() {
  const { cart } = useCart()
  const count = cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0
  return (
    <Link className="tool" href="/cart" aria-label={texts.header.cart(count)}>
      <CartIcon />
      {count > 0 && (
        <span className="count" aria-hidden="true">
          {count}
        </span>
      )}
    </Link>
  )
}
