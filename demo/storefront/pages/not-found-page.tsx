import { Link } from '../parts/link.tsx'
import { Empty } from '../parts/states.tsx'
import { usePageHead } from '../shop/page-head.ts'
import { texts } from '../texts.ts'

export function NotFoundPage() {
  usePageHead(texts.notFound.title)
  return (
    <Empty title={texts.notFound.title} text={texts.notFound.text}>
      <Link className="button" href="/">
        {texts.notFound.home}
      </Link>
    </Empty>
  )
}
