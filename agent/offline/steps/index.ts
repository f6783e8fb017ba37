import type { DoneCall } from '../history.ts'
import type { Spoken, Task, WantedCall } from '../task.ts'
import type { Voice } from '../voice.ts'
import { forget, notKept, profile, remember } from './about-me.ts'
import { add } from './add.ts'
import { again } from './again.ts'
import { assortment, settled, whichProduct } from './asking.ts'
import { cart, remove } from './cart.ts'
import { compare } from './compare.ts'
import { consent } from './consent.ts'
import { courtesy } from './courtesy.ts'
import { detail } from './detail.ts'
import { discount } from './discount.ts'
import { document } from './document.ts'
import { inStore } from './in-store.ts'
import { look } from './look.ts'
import { cancel, order } from './order.ts'
import { foreign, offerPerson, person, unknown } from './people.ts'
import { recommend } from './recommend.ts'
import { search } from './search.ts'
import type { Step } from './step.ts'
import { stock } from './stock.ts'

type StepOf = { [K in Task['do']]: Step<Extract<Task, { do: K }>> }

const steps: StepOf = {
  courtesy,
  search,
  detail,
  compare,
  recommend,
  look,
  in_store: inStore,
  again,
  stock,
  add,
  remove,
  cart,
  order,
  cancel,
  document,
  discount,
  person,
  offer_person: offerPerson,
  which_product: whichProduct,
  assortment,
  remember,
  forget,
  profile,
  consent,
  not_kept: notKept,
  settled,
  foreign,
  unknown,
}

/** The call this task wants next; null when it has all it needs. */
export function nextCall<K extends Task['do']>(
  task: Extract<Task, { do: K }> & { do: K },
  done: readonly DoneCall[],
): WantedCall | null {
  return steps[task.do].next?.(task, done) ?? null
}

export function sayTask<K extends Task['do']>(
  task: Extract<Task, { do: K }> & { do: K },
  done: readonly DoneCall[],
  voice: Voice,
): Spoken {
  return steps[task.do].say(task, done, voice)
}
