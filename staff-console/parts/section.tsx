import { type ReactNode, useId } from 'react'

/** A titled part of a page. `aside` stands at the title's end. */
export function Section(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className="part-of-page" aria-labelledby={id}>
      <header className="part-head">
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </header>
      {props.children}
    </section>
  )
}
