import { texts } from '../texts.ts'

/** Where something is from, one press away. */
export function Why({ of, text }: { of: string; text: string }) {
  return (
    <details className="why">
      <summary aria-label={texts.customers.whyNamed(of)}>{texts.customers.why}</summary>
      <p>{text}</p>
    </details>
  )
}
