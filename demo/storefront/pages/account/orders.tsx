import type { AccountPage, SignedIn } from '../../../../contract/demo-shop.ts'
import type { OrderCard } from '../../../../contract/message.ts'
import { Picture } from '../../parts/picture.tsx'
import { Failed, LoadingPage } from '../../parts/states.tsx'
import { useAccount } from '../../shop/account.tsx'
import { askAssistant } from '../../shop/rapport.ts'
import { useData } from '../../shop/use-data.ts'
import { dayText, priceText } from '../../shop/words.ts'
import { texts } from '../../texts.ts'

/** What a signed-in customer has ordered. */
export function Orders({ signedIn }: { signedIn: SignedIn }) {
  const { signOut } = useAccount()
  const account = useData<AccountPage>('/account', signedIn.token)
  if (account.state === 'loading') return <LoadingPage />
  if (account.state === 'failed') return <Failed {...account} />
  const { name, email, address, orders } = account.data
  return (
    <div className="page account">
      <div className="title-line">
        <h1>{name}</h1>
        <button type="button" className="button plain" onClick={signOut}>
          {texts.account.signOut}
        </button>
      </div>
      <section className="who">
        <h2>{texts.account.address}</h2>
        <p>
          {address.map((line) => (
            <span key={line}>{line}</span>
          ))}
          <span className="quiet">{email}</span>
        </p>
      </section>
      <section className="orders">
        <h2>{texts.account.orders}</h2>
        {orders.length === 0 && <p className="quiet">{texts.account.none}</p>}
        <ul>
          {orders.map((order) => (
            <Order key={order.orderId} order={order} />
          ))}
        </ul>
      </section>
    </div>
  )
}

function Order({ order }: { order: OrderCard }) {
  return (
    <li className="order">
      <h3>
        {order.orderNumber} <span className={`status ${order.status}`}>{statusText(order.status)}</span>
      </h3>
      <p className="quiet">
        {texts.account.placed(dayText(order.placedAt))}
        {expected(order)}
        {order.tracking.map(({ carrier, number }) => ` · ${texts.account.tracking(carrier ?? '', number)}`)}
      </p>
      <ul>
        {order.lines.map((line) => (
          <li key={`${line.title}${line.options}`}>
            <Picture image={line.image} quiet />
            <span>
              {line.quantity > 1 && `${texts.account.quantity(line.quantity)} `}
              {line.title}
              <span className="quiet">{line.options}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="foot">
        <strong>{priceText(order.total)}</strong>
        <button
          type="button"
          className="link"
          onClick={() => askAssistant(texts.account.question(order.orderNumber))}
        >
          {texts.account.ask}
        </button>
      </p>
    </li>
  )
}

function statusText(status: string): string {
  return texts.account.statuses[status] ?? status
}

function expected({ status, deliveryDate }: OrderCard): string {
  if (!deliveryDate || status === 'cancelled') return ''
  const arrived = status === 'delivered' || status === 'returned' || status === 'refunded'
  return ` · ${(arrived ? texts.account.arrived : texts.account.arrives)(dayText(deliveryDate))}`
}
