import type { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import type { SegmentPurpose } from '#contract/segments.ts'
import {
  type SlotContent,
  type SlotInput,
  type SlotKind,
  type SlotRules,
  type SlotVariantInput,
  slotInput,
  slotRulesInput,
  slotVariantInput,
} from '#contract/slots.ts'

/** What a shop starts with. */
export const defaultRules: SlotRules = {
  strategy: 'personal',
  deadlineMs: 25,
  proofFloor: 5,
  stockCeiling: 5,
  rates: {},
  ratesOf: null,
}

interface Fault {
  path: string
  message: string
}

/** A slot, checked. Throws `bad-request` with one entry per wrong field. */
export function checkedSlot(input: unknown): SlotInput {
  const slot = parsed(slotInput, input, 'The slot is not valid')
  refuse(defaultFaults(slot), 'The slot is not valid')
  return slot
}

/** What a segment's members may be used for, that a slot may look at. */
export const segmentPurposesOfSlots: readonly SegmentPurpose[] = ['personalisation', 'marketing']

/** A variant of a slot of that kind, checked. `segments` are those there are. Throws as `checkedSlot`. */
export function checkedVariant(
  kind: SlotKind,
  input: unknown,
  segments: readonly { segmentId: string; purpose: SegmentPurpose }[],
): SlotVariantInput {
  const variant = parsed(slotVariantInput, input, 'The variant is not valid')
  const wrong = (variant.audience.segments ?? []).flatMap((id, at) => {
    const message = segmentFault(segments.find(({ segmentId }) => segmentId === id))
    return message === null ? [] : [{ path: `audience.segments.${at}`, message }]
  })
  refuse([...contentFaults(kind, variant.content, 'content'), ...wrong], 'The variant is not valid')
  return variant
}

function segmentFault(segment: { purpose: SegmentPurpose } | undefined): string | null {
  if (!segment) return 'there is no such segment'
  if (segmentPurposesOfSlots.includes(segment.purpose)) return null
  return `its members may be used for ${segment.purpose}, not for what the site shows`
}

/** Rules as stored, with defaults for what was never set or holds no more. */
export function rulesWithDefaults(stored: unknown): SlotRules {
  const given = typeof stored === 'object' && stored !== null ? stored : {}
  const whole = slotRulesInput.safeParse({ ...defaultRules, ...given })
  return whole.success ? whole.data : defaultRules
}

/** Some rules, checked. Throws as `checkedSlot`. */
export function checkedRules(patch: unknown): Partial<SlotRules> {
  return parsed(slotRulesInput.partial(), patch, 'The rules are not valid')
}

/** What each kind needs to be worth showing. */
const needs: Record<SlotKind, { fault: (content: SlotContent) => boolean; path: string; message: string }> = {
  hero: { fault: hasNothing, path: 'title', message: 'a hero needs a title, a text or a picture' },
  banner: { fault: hasNothing, path: 'title', message: 'a banner needs a title, a text or a picture' },
  exit_intent: { fault: hasNoWords, path: 'title', message: 'needs a title or a text' },
  row: {
    fault: ({ row, next }) => row === undefined && !next,
    path: 'row',
    message: 'a row needs its products',
  },
  social_proof: { fault: ({ proof }) => proof === undefined, path: 'proof', message: 'say what is counted' },
  app_install: { fault: ({ app }) => app === undefined, path: 'app', message: 'needs a link to the app' },
}

/** The next best action brings its own. */
function hasNothing(content: SlotContent): boolean {
  return !content.next && hasNoWords(content)
}

function hasNoWords({ title, text, image }: SlotContent): boolean {
  return (title ?? text ?? image) === undefined
}

/** Where what the shop would say next may stand. */
const mayBeNext = new Set<SlotKind>(['hero', 'banner', 'row'])

function contentFaults(kind: SlotKind, content: SlotContent, at: string): Fault[] {
  const faults: Fault[] = []
  const need = needs[kind]
  if (need.fault(content)) faults.push({ path: `${at}.${need.path}`, message: need.message })
  for (const [part, only] of [
    ['proof', 'social_proof'],
    ['app', 'app_install'],
  ] as const)
    if (content[part] !== undefined && kind !== only)
      faults.push({ path: `${at}.${part}`, message: `has no place in a slot of the kind ${kind}` })
  const { row } = content
  if (content.next && !mayBeNext.has(kind))
    faults.push({ path: `${at}.next`, message: `has no place in a slot of the kind ${kind}` })
  if (row?.row === 'picked' && row.productIds === undefined)
    faults.push({ path: `${at}.row.productIds`, message: 'name the products that were picked' })
  if (row?.row !== 'picked' && row?.productIds !== undefined)
    faults.push({ path: `${at}.row.productIds`, message: 'only a picked row names its products' })
  if (row?.priceMin !== undefined && row.priceMax !== undefined && row.priceMin > row.priceMax)
    faults.push({ path: `${at}.row.priceMax`, message: 'lies below priceMin' })
  return faults
}

/** Rows that are filled without knowing anybody and whatever the page is about. */
const forAnybody = new Set(['popular_here', 'trending', 'new', 'back_in_stock', 'picked'])
/** Kinds that are better not shown than shown to everybody: their default may be nothing. */
const mayBeNothing = new Set<SlotKind>(['social_proof', 'exit_intent', 'app_install'])

function defaultFaults({ kind, defaultContent: content }: SlotInput): Fault[] {
  const isEmpty = Object.keys(content).length === 0
  if (isEmpty)
    return mayBeNothing.has(kind)
      ? []
      : [{ path: 'defaultContent', message: 'is empty: something has to stand here for everybody' }]
  if (content.next)
    return [{ path: 'defaultContent.next', message: 'is for one person: the default is for everybody' }]
  // words alone are a fair default where there is nothing true to count, and no app for the device
  const faults =
    mayBeNothing.has(kind) && !hasNoWords(content) ? [] : contentFaults(kind, content, 'defaultContent')
  if (content.row && !forAnybody.has(content.row.row))
    faults.push({ path: 'defaultContent.row.row', message: `must be one of ${[...forAnybody].join(', ')}` })
  return faults
}

function parsed<T extends z.ZodType>(schema: T, input: unknown, title: string): z.output<T> {
  const answer = schema.safeParse(input)
  if (answer.success) return answer.data
  const errors = answer.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  throw new Problem('bad-request', title, { errors })
}

function refuse(errors: Fault[], title: string): void {
  if (errors.length > 0) throw new Problem('bad-request', title, { errors })
}
