import { useEffect, useState } from 'react'
import type { SearchSuggestions } from '../../../contract/search.ts'
import { Link } from '../parts/link.tsx'
import { Picture } from '../parts/picture.tsx'
import { askOpen } from '../shop/ask-open.ts'
import { priceText } from '../shop/words.ts'
import { texts } from '../texts.ts'

const PAUSE_MS = 120
const SHORTEST = 2
const nothing: SearchSuggestions = { products: [], categories: [], brands: [] }

/** While somebody types: goods, departments and brands, as links that Tab reaches and Escape puts away. */
export function Suggestions({ words, close }: { words: string; close: () => void }) {
  const found = useSuggestions(words.trim())
  const { products, categories, brands } = found
  const count = products.length + categories.length + brands.length
  const searchFor = (name: string, value: string) => `/search?${new URLSearchParams({ [name]: value })}`
  return (
    <div className="suggestions" hidden={count === 0}>
      <p className="unseen" role="status">
        {count > 0 && texts.search.suggestions(count)}
      </p>
      <ul>
        {categories.map((path) => (
          <li key={path}>
            <Link href={searchFor('category', path)} onClick={close}>
              {path.split(' > ').at(-1)} <span className="quiet">{texts.search.inShop}</span>
            </Link>
          </li>
        ))}
        {brands.map((brand) => (
          <li key={brand}>
            <Link href={searchFor('brand', brand)} onClick={close}>
              {brand} <span className="quiet">{texts.search.brand}</span>
            </Link>
          </li>
        ))}
        {products.map(({ productId, title, url, image, price }) => (
          <li key={productId}>
            <Link href={url ?? '/'} onClick={close}>
              <Picture image={image} quiet />
              {title} <span className="quiet">{priceText(price)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

function useSuggestions(words: string): SearchSuggestions {
  const [found, setFound] = useState(nothing)
  useEffect(() => {
    if (words.length < SHORTEST) return setFound(nothing)
    const stop = new AbortController()
    const timer = setTimeout(() => {
      const query = new URLSearchParams({ q: words, limit: '5' })
      askOpen<SearchSuggestions>('search/suggest', query, stop.signal).then(setFound, () => {
        if (!stop.signal.aborted) setFound(nothing) // typing goes on without them
      })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [words])
  return found
}
