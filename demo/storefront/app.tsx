import type { ReactNode } from 'react'
import { AccountPage } from './pages/account-page.tsx'
import { CartPage } from './pages/cart-page.tsx'
import { CheckoutPage } from './pages/checkout-page.tsx'
import { DepartmentPage } from './pages/department-page.tsx'
import { HomePage } from './pages/home-page.tsx'
import { NotFoundPage } from './pages/not-found-page.tsx'
import { ProductPage } from './pages/product-page.tsx'
import { SearchPage } from './pages/search-page.tsx'
import { Slot } from './parts/slot.tsx'
import { ConsentBanner } from './shell/consent-banner.tsx'
import { Footer } from './shell/footer.tsx'
import { Header } from './shell/header.tsx'
import { SkipLink } from './shell/skip-link.tsx'
import { AccountProvider } from './shop/account.tsx'
import { CartProvider } from './shop/cart.tsx'
import { useLocation } from './shop/location.ts'
import { ShopProvider } from './shop/shop.tsx'

export function App() {
  return (
    <ShopProvider>
      <AccountProvider>
        <CartProvider>
          <SkipLink />
          <Header />
          <Page />
          <Footer />
          <Prompts />
          <ConsentBanner />
        </CartProvider>
      </AccountProvider>
    </ShopProvider>
  )
}

function Page() {
  const { path } = useLocation()
  return (
    <main id="content" tabIndex={-1} key={path}>
      {pageAt(path)}
    </main>
  )
}

/** What asks for attention is asked for anew on every page. */
function Prompts() {
  const { path } = useLocation()
  if (path === '/checkout') return null
  return (
    <div className="prompts" key={path}>
      <Slot name="exit_intent" />
      <Slot name="app_install" />
    </div>
  )
}

function pageAt(path: string): ReactNode {
  const [, room = '', name = '', ...rest] = path.split('/')
  if (rest.length > 0) return <NotFoundPage />
  if (room === 'departments' && name) return <DepartmentPage slug={name} />
  if (room === 'products' && name) return <ProductPage productId={name} />
  if (name) return <NotFoundPage />
  switch (room) {
    case '':
      return <HomePage />
    case 'search':
      return <SearchPage />
    case 'cart':
      return <CartPage />
    case 'checkout':
      return <CheckoutPage />
    case 'account':
      return <AccountPage />
    default:
      return <NotFoundPage />
  }
}
