import { type FormEvent, useEffect, useRef, useState } from 'react'
import { SearchIcon } from '../parts/icons.tsx'
import { goTo, useLocation } from '../shop/location.ts'
import { texts } from '../texts.ts'
import { Suggestions } from './suggestions.tsx'

export function SearchBox() {
  const { path, query } = useLocation()
  const present = path === '/search' ? (query.get('q') ?? '') : ''
  const [typed, setTyped] = useState('')
  const box = useRef<HTMLElement>(null)
  const close = () => setTyped('')
  useEffect(() => {
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setTyped('')
    }
    const onEscape = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') setTyped('')
    }
    document.addEventListener('focusin', outside)
    document.addEventListener('pointerdown', outside)
    document.addEventListener('keydown', onEscape)
    return () => {
      document.removeEventListener('focusin', outside)
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('keydown', onEscape)
    }
  }, [])
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const words = new FormData(event.currentTarget).get('q')
    close()
    if (typeof words === 'string' && words.trim()) goTo(`/search?q=${encodeURIComponent(words.trim())}`)
  }
  return (
    <search className="search" ref={box}>
      <form onSubmit={search} action="/search" key={present}>
        <input
          type="search"
          name="q"
          aria-label={texts.header.searchFor}
          placeholder={texts.header.placeholder}
          defaultValue={present}
          onInput={(event) => setTyped(event.currentTarget.value)}
          maxLength={300}
          autoComplete="off"
        />
        <button type="submit" aria-label={texts.header.search}>
          <SearchIcon />
        </button>
      </form>
      <Suggestions words={typed} close={close} />
    </search>
  )
}
