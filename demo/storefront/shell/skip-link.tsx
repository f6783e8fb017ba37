import { texts } from '../texts.ts'

export function SkipLink() {
  return (
    <a className="skip" href="#content">
      {texts.skip}
    </a>
  )
}
