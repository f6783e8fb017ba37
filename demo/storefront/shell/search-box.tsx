import type { FormEvent } from 'react'
import { SearchIcon } from '../parts/icons.tsx'
import { goTo, useLocation } from '../shop/location.ts'
import { texts } from '../texts.ts'

export function SearchBox() {
  const { path, query } = useLocation()
  const present = path === '/search' ? (query.get('q') ?? '') : ''
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const words = new FormData(event.currentTarget).get('q')
    if (typeof words === 'string' && words.trim()) goTo(`/search?q=${encodeURIComponent(words.trim())}`)
  }
  return (
    <search className="search">
      <form onSubmit={search} action="/search" key={present}>
        <input
          type="search"
          name="q"
          aria-label={texts.header.searchFor}
          placeholder={texts.header.placeholder}
          defaultValue={present}
          maxLength={300}
          autoComplete="off"
        />
        <button type="submit" aria-label={texts.header.search}>
          <SearchIcon />
        </button>
      </form>
    </search>
  )
}
