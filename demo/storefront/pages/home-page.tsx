import { ChatIcon } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'
import { Picture } from '../parts/picture.tsx'
import { Slot } from '../parts/slot.tsx'
import { usePageHead } from '../shop/page-head.ts'
import { askAssistant } from '../shop/rapport.ts'
import { useShop } from '../shop/shop.tsx'
import { texts } from '../texts.ts'

export function HomePage() {
  usePageHead(null)
  return (
    <>
      <h1 className="unseen">{texts.header.home}</h1>
      <Slot name="home_hero" className="hero-slot">
        <Hero />
      </Slot>
      <Departments />
      <Slot name="home_row_1" className="row-slot" />
      <Ask />
      <Slot name="home_row_2" className="row-slot" />
      <Slot name="home_row_3" className="row-slot" />
      <Promises />
    </>
  )
}

/** The default, drawn as the slot's own markup is. */
function Hero() {
  return (
    <section className="rapport-slot-hero">
      <img className="rapport-image" src="/demo/images/landscape.svg" alt="" />
      <h2 className="rapport-title">{texts.home.title}</h2>
      <p className="rapport-text">{texts.home.lead}</p>
      <a className="rapport-link" href="/departments/jackets">
        {texts.home.hills}
      </a>
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
