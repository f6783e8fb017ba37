import { texts } from '../texts.ts'
import { fillIn } from './fill-in.ts'

const words = texts.templates

/** What stands in an example for the parameters that most templates have; the others show their own name. */
const examples: Record<string, string> = {
  '1': 'Anna',
  first_name: 'Anna',
  name: 'Anna',
  order_number: 'LC-1042',
  product: 'Heron rain shell',
  associate: 'Jonas',
  store: 'Portland',
}

/** The text as a customer would read it. */
export function Example({ body }: { body: string }) {
  const filled = fillIn(body, examples)
  return (
    <figure className="template-example">
      <figcaption className="field-label">{words.example}</figcaption>
      <p className="template-text">{filled.trim() === '' ? words.exampleEmpty : filled}</p>
    </figure>
  )
}
