import { inStoreResult, readResult } from '../results.ts'
import type { InStoreTask, Spoken } from '../task.ts'
import { listed, personChoice } from '../voice.ts'
import type { Step } from './step.ts'
import { variantsInWords } from './variants-in-words.ts'

type Found = NonNullable<ReturnType<typeof readFound>>
type Store = Found['stores'][number]

const MOST_NAMED = 3

export const inStore: Step<InStoreTask> = {
  next({ card, size, colour, store }, done) {
    if (done.length > 0) return null
    const options = { ...(size && { size }), ...(colour && { colour }), ...(store && { store }) }
    return { name: 'find_in_store', args: { productId: card.productId, ...options } }
  },
  say(task, done) {
    const found = readFound(done)
    if (!found)
      return {
        text: 'I could not look in the stores just now. Shall I bring in a person?',
        choices: [personChoice],
      }
    const option = listed(
      [task.colour ?? '', task.size ? `size ${task.size}` : ''].filter((word) => word !== ''),
    )
    const wanted = `the ${found.title}${option ? ` in ${option}` : ''}`
    const unknown = found.storeFound === false && task.store
    const opening = unknown ? `I know no store of ours called “${task.store?.slice(0, 40)}”. ` : ''
    const having = found.stores.filter((store) => store.stock !== 'out_of_stock')
    const said = having.length > 0 ? there(wanted, having, task, found) : nowhere(wanted, task, found)
    return { ...said, text: `${opening}${said.text}` }
  },
}

function readFound(done: Parameters<NonNullable<Step<InStoreTask>['next']>>[1]) {
  return readResult(done[0], inStoreResult)
}

function there(wanted: string, [first, ...others]: Store[], task: InStoreTask, found: Found): Spoken {
  if (!first) return { text: '' }
  const few = first.stock === 'low_stock' ? ', only a few are left' : ''
  const options = first.options.length > 1 ? ` There: ${variantsInWords(first.options)}.` : ''
  const also = others.slice(0, MOST_NAMED).map(({ store }) => store)
  return {
    text: [
      `Yes, ${wanted} is in stock at ${first.store}${few}.${options}`,
      whereabouts(first),
      also.length > 0 ? `It is in stock at ${listed(also)} too.` : '',
      found.near ? `I looked near ${found.near.city}, because ${found.near.why}.` : '',
      !found.near && task.store === null && also.length > 0
        ? 'Tell me your city, and I will name the nearest.'
        : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    choices: [{ label: 'Add to cart', text: 'Add it to my cart' }],
  }
}

/** Where it is and when it is open, in the store's own words. */
function whereabouts({ store, address, distance, hours }: Store): string {
  const far = distance ? `, about ${distance} from you` : ''
  return `${store}: ${address}${far}${hours ? `; open ${hours}` : ''}.`
}

function nowhere(wanted: string, task: InStoreTask, found: Found): Spoken {
  const [asked] = found.stores
  const where = task.store && found.storeFound && asked ? asked.store : 'None of our stores'
  const opening =
    where === 'None of our stores'
      ? `None of our stores has ${wanted} at the moment.`
      : `${where} has sold out of ${wanted}, I am sorry.`
  const online =
    found.online === 'out_of_stock'
      ? ''
      : `Online it is in stock${found.online === 'low_stock' ? ', only a few are left' : ''}.`
  const [similar] = found.similarThere
  const instead =
    similar && asked
      ? `${asked.store} has something close to it: the ${similar.title} at ${similar.price}.`
      : ''
  return {
    text: [opening, online, instead].filter((part) => part !== '').join(' '),
    choices: [
      ...(online ? [{ label: 'Add to cart', text: 'Add it to my cart' }] : []),
      { label: 'Similar products', text: 'Show me something similar' },
    ],
  }
}
