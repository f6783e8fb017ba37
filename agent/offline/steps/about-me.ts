import { categoryWords } from '#domain/profile/index.ts'
import { type PreferenceName, preferenceNames, preferenceWords } from '#tools/index.ts'
import type { DoneCall } from '../history.ts'
import { notKeptLines } from '../lexicon/not-kept.ts'
import {
  forgottenResult,
  keptResult,
  type ProfileResult,
  profileResult,
  readRefusal,
  readResult,
} from '../results.ts'
import type { RememberTask, Spoken, Task } from '../task.ts'
import { listed, type Voice } from '../voice.ts'
import type { Step } from './step.ts'

const whatWeKeep = 'your size, colours, materials, style, brands, budget and what you do not like'

/** One call for each thing that was said; what could not be kept is said too. */
export const remember: Step<RememberTask> = {
  next({ preferences }, done) {
    const next = preferences[done.length]
    return next ? { name: 'remember_preference', args: { name: next.name, value: next.value } } : null
  },
  say({ preferences }, done) {
    if (preferences.length === 0) return { text: `What I can keep in mind for you: ${whatWeKeep}.` }
    const kept = preferences.filter((_preference, at) => done[at]?.ok)
    const sensitive = done.some((call) => readRefusal(call)?.refused === 'sensitive')
    const words = kept.map(({ name, value }) => `${wordOf(name)} ${value}`)
    const text = [
      ...(kept.length > 0 ? [`I will keep in mind: ${listed(words)}. You can change it any time.`] : []),
      ...(sensitive ? ['There are things we do not keep, and that is one of them.'] : []),
    ]
    const choices = [
      { label: 'Forget that', text: 'Forget that' },
      ...(onlyHere(done)
        ? [{ label: 'Use it next time too', text: 'You may use this at my next visit' }]
        : []),
    ]
    return text.length > 0 ? { text: text.join(' '), choices } : { text: 'I could not note that just now.' }
  },
}

/** Without consent to personalisation nothing is used beyond this conversation. */
function onlyHere(done: readonly DoneCall[]): boolean {
  return done.some((call) => readResult(call, keptResult)?.usedAtNextVisit === false)
}

function wordOf(name: string): string {
  const known = preferenceNames.find((entry): entry is PreferenceName => entry === name)
  return known ? preferenceWords[known] : name
}

/** A read tells what there is; then what is there is forgotten, at the shopper's own word. */
export const forget: Step<Extract<Task, { do: 'forget' }>> = {
  next({ names }, done) {
    if (done.length === 0) return { name: 'get_customer_profile', args: {} }
    const name = toForget(names, done)[done.length - 1]
    return name ? { name: 'remember_preference', args: { name, forget: true } } : null
  },
  say({ names }, done) {
    if (toForget(names, done).length === 0) return { text: 'There was nothing of that kind in my notes.' }
    const gone = done.flatMap((call) => readResult(call, forgottenResult)?.names ?? [])
    if (gone.length === 0) return { text: 'I could not do that just now; please try again in a moment.' }
    return { text: `I have forgotten it: ${listed(gone.map(wordOf))}. I will not use it any more.` }
  },
}

/** The calls that one turn has room for. */
const MOST_AT_ONCE = 4

function toForget(names: readonly string[] | 'everything', done: readonly DoneCall[]): string[] {
  const read = readResult(done[0], profileResult)
  const known = (read?.known ?? []).map(({ name }) => name)
  const hidden = (read?.onRecordButNotUsed ?? 0) > 0
  if (names === 'everything') return known.length > 0 || hidden ? ['everything'] : []
  return names.filter((name) => hidden || known.includes(name)).slice(0, MOST_AT_ONCE)
}

/** What is known, each with its reason; nothing is said that the tool has not said. */
export const profile: Step<Extract<Task, { do: 'profile' }>> = {
  next: (_task, done) => (done.length === 0 ? { name: 'get_customer_profile', args: {} } : null),
  say(_task, done, voice): Spoken {
    const found = readResult(done[0], profileResult)
    if (!found) return { text: 'I could not look that up just now. Please ask me again in a moment.' }
    const lines = [...saidLines(found, voice), ...boughtLines(found), ...loyaltyLines(found)]
    const open = found.signedIn ? '' : ' As long as you are not signed in, I use only what you tell me here.'
    const unused =
      found.onRecordButNotUsed > 0 ? ' There is more on record that I do not use without your agreement.' : ''
    if (lines.length === 0)
      return { text: `I know nothing about you yet.${open}${unused} You can tell me ${whatWeKeep}.` }
    const choices =
      found.known.length > 0 ? [{ label: 'Forget it all', text: 'Forget everything about me' }] : []
    const last = `${open}${unused}`.trim()
    return {
      text: ['What I know about you:', ...lines, ...(last ? [last] : [])].join('\n'),
      choices,
    }
  },
}

function saidLines({ known }: ProfileResult, voice: Voice): string[] {
  return known.map(({ name, value, said, on, why }) => {
    const what = Array.isArray(value) ? listed(value.map(String)) : String(value)
    const quote = /“([^”]*)”/.exec(why)?.[1]
    const words = quote && said ? `: “${quote}”` : ''
    const reason = said ? `you told us on ${voice.day(on)}${words}` : `we noted it on ${voice.day(on)}`
    return `- ${wordOf(name)} ${what}, because ${reason}`
  })
}

function boughtLines(found: ProfileResult): string[] {
  const sizes = found.usualSizes.map(
    ({ category, size }) => `- ${category} in ${size}, because you mostly buy that`,
  )
  const liked = [...found.favouriteCategories, ...found.favouriteBrands].map(({ name }) => name)
  return [
    ...sizes,
    ...(liked.length > 0 ? [`- what you buy most: ${listed(liked)}, from your orders`] : []),
    ...(found.orders ? [`- ${found.orders.count} orders with us so far`] : []),
  ]
}

function loyaltyLines({ loyalty }: ProfileResult): string[] {
  if (!loyalty) return []
  const next = loyalty.nextTier
    ? `, ${loyalty.nextTier.pointsMissing} points to ${loyalty.nextTier.name}`
    : ''
  return [`- ${loyalty.tier ? `tier ${loyalty.tier}, ` : ''}${loyalty.points} points${next}`]
}

/** Said plainly, and without repeating what it was. */
export const notKept: Step<Extract<Task, { do: 'not_kept' }>> = {
  say: ({ category, language }) => ({
    text: `${language ? `${notKeptLines[language]} ` : ''}We do not keep anything about ${categoryWords[category]}, so I have not noted that. Tell me what you are looking for, and I will help.`,
  }),
}
