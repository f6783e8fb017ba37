import type { HomePage as HomeData, ProductSummary } from '../../../contract/demo-shop.ts'
import { ChatIcon } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'
import { Picture } from '../parts/picture.tsx'
import { ProductGrid } from '../parts/product-grid.tsx'
import { Failed, LoadingGrid } from '../parts/states.tsx'
import { usePageHead } from '../shop/page-head.ts'
import { askAssistant } from '../shop/rapport.ts'
import { useShop } from '../shop/shop.tsx'
import { useData } from '../shop/use-data.ts'
import { texts } from '../texts.ts'

export function HomePage() {
  usePageHead(null)
  const home = useData<HomeData>('/home')
  return (
    <>
      <Hero />
      <Departments />
      {home.state === 'failed' ? (
        <Failed {...home} />
      ) : (
        <Row title={texts.home.arrivals} products={home.state === 'ready' ? home.data.arrivals : null} />
      )}
      <Ask />
      {home.state === 'ready' && (
        <>
          <Row title={texts.home.rain} lead={texts.home.rainLead} products={home.data.rain} />
          <Row title={texts.home.reduced} products={home.data.reduced} />
        </>
      )}
      <Promises />
    </>
  )
}

function Hero() {
  return (
    <section className="hero">
      <img src="/demo/images/landscape.svg" alt="" width={1600} height={900} />
      <div className="words">
        <h1>{texts.home.title}</h1>
        <p>{texts.home.lead}</p>
        <p className="actions">
          <Link className="button" href="/departments/jackets">
            {texts.home.hills}
          </Link>
          <Link className="button plain" href="/departments/bedding">
            {texts.home.hearth}
          </Link>
        </p>
      </div>
    </section>
  )
}

function Departments() {
  const shop = useShop()
  return (
    <section className="section" aria-labelledby="departments">
      <h2 id="departments">{texts.home.departments}</h2>
      <ul className="department-tiles">
        {shop?.departments.map(({ slug, name, image }) => (
          <li key={slug}>
            <Link href={`/departments/${slug}`}>
              <Picture image={image} quiet />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ title, lead, products }: { title: string; lead?: string; products: ProductSummary[] | null }) {
  if (products?.length === 0) return null
  return (
    <section className="section">
      <h2>{title}</h2>
      {lead && <p className="lead">{lead}</p>}
      {products ? <ProductGrid products={products} /> : <LoadingGrid />}
    </section>
  )
}

/** The gentle pointer to the chat in the corner. */
function Ask() {
  return (
    <section className="ask" aria-labelledby="ask">
      <div>
        <h2 id="ask">{texts.home.askTitle}</h2>
        <p>{texts.home.askLead}</p>
      </div>
      <ul>
        {texts.home.questions.map((question) => (
          <li key={question}>
            <button type="button" onClick={() => askAssistant(question)}>
              <ChatIcon />
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Promises() {
  return (
    <ul className="promises">
      {texts.home.promises.map(([title, text]) => (
        <li key={title}>
          <h2>{title}</h2>
          <p>{text}</p>
        </li>
      ))}
    </ul>
  )
}
