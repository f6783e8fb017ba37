import type { SearchPage as SearchData } from '../../../contract/demo-shop.ts'
import { ProductGrid } from '../parts/product-grid.tsx'
import { Empty, Failed, LoadingGrid } from '../parts/states.tsx'
import { useLocation } from '../shop/location.ts'
import { usePageHead } from '../shop/page-head.ts'
import { askAssistant } from '../shop/rapport.ts'
import { useData } from '../shop/use-data.ts'
import { texts } from '../texts.ts'

export function SearchPage() {
  const words = useLocation().query.get('q')?.trim() ?? ''
  usePageHead(words ? texts.search.title(words) : texts.header.search)
  if (!words) return <Empty title={texts.search.empty} text={texts.search.emptyText} />
  return <Results key={words} words={words} />
}

function Results({ words }: { words: string }) {
  const found = useData<SearchData>(`/search?q=${encodeURIComponent(words)}`)
  if (found.state === 'failed') return <Failed {...found} />
  if (found.state === 'ready' && found.data.products.length === 0)
    return (
      <Empty title={texts.search.none(words)} text={texts.search.noneText}>
        <button type="button" className="button" onClick={() => askAssistant(words)}>
          {texts.search.ask}
        </button>
      </Empty>
    )
  return (
    <div className="page">
      <h1>{texts.search.title(words)}</h1>
      {found.state === 'ready' ? <ProductGrid products={found.data.products} /> : <LoadingGrid />}
    </div>
  )
}
