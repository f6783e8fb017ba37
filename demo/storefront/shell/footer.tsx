import { useShop } from '../shop/shop.tsx'
import { texts } from '../texts.ts'

export function Footer() {
  const shop = useShop()
  return (
    <footer className="footer">
      <div className="columns">
        <section>
          <h2>{texts.footer.about}</h2>
          <p>{texts.footer.made}</p>
        </section>
        <section>
          <h2>{texts.footer.help}</h2>
          <ul>
            {shop?.pages.map(({ title, url }) => (
              <li key={url}>
                <a href={url}>{title}</a>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{texts.footer.stores}</h2>
          <ul className="stores">
            {shop?.stores.map(({ storeId, city, address, hours }) => (
              <li key={storeId}>
                <strong>{city}</strong>
                <span>{address}</span>
                <span>{hours}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <p className="demo-line">
        {texts.footer.demo} <a href="/console">{texts.footer.console}</a>
      </p>
    </footer>
  )
}
