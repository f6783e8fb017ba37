import { describe, expect, test } from 'vitest'
import { type JourneyDefinition, journeyInput } from '#contract/journeys.ts'
import type { Rule } from '#contract/segments.ts'
import { playbooks, ringThrough, triggerTable } from '#orchestrator/index.ts'
import { journeyOf } from '../support/journey-definition.ts'

const faults = (more: object) => {
  const read = journeyInput.safeParse({ ...journeyOf({ name: 'x' }), ...more })
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('a definition', () => {
  const [step] = journeyOf().steps

  test('the small journey, and all that come with the house, hold', () => {
    expect(faults({})).toEqual([])
    for (const playbook of playbooks) expect(journeyInput.safeParse(playbook).error).toBeUndefined()
    expect(new Set(playbooks.map(({ name }) => name)).size).toBe(12)
  })

  test.each([
    ['a name that is none', { name: 'Win back' }, 'name: small letters'],
    ['no step', { steps: [] }, 'steps: '],
    ['more than six steps', { steps: Array.from({ length: 7 }, () => step) }, 'steps: '],
    ['an unknown field', { colour: 'red' }, ': Unrecognized key'],
    ['a misspelt field of a trigger', { triggers: [{ type: 'event', nam: 'A' }] }, 'triggers.0'],
    ['an unknown trigger', { triggers: [{ type: 'full_moon' }] }, 'triggers.0.type'],
    [
      'an end before the last step',
      { stop: { onPurchase: null, onEvents: [], afterDays: 1 }, steps: [step, { ...step, afterHours: 48 }] },
      'stop.afterDays: the journey would end',
    ],
    [
      'an offer that is required and not named',
      { steps: [{ ...step, offerRequired: true }] },
      'steps.0.offerRequired: no offer',
    ],
    ['a channel twice', { steps: [{ ...step, channels: ['sms', 'sms'] }] }, 'steps.0.channels'],
    [
      'itself among those it excludes',
      { exclusions: { ...journeyOf().exclusions, journeys: ['x'] } },
      'exclusions.journeys: a journey cannot',
    ],
    [
      'messages for triggers it has not',
      { steps: [{ ...step, contentOfTrigger: ['a', 'b'] }] },
      'steps.0.contentOfTrigger',
    ],
    ['more held out than reached', { holdout: 51 }, 'holdout: at most 50'],
    ['a sample of nobody', { plan: { perArm: 0, weeks: 1 } }, 'plan.perArm'],
    ['a text that PostgreSQL cannot keep', { title: 'a\0b' }, 'title: '],
    ['a title of a megabyte', { title: 'x'.repeat(1_000_000) }, 'title: '],
  ])('%s is refused', (_, more, words) => {
    expect(faults(more).join('\n')).toContain(words)
  })
})

describe('journeys that would set themselves off', () => {
  const on = (name: string, event: string, channels: JourneyDefinition['steps'][0]['channels']) => {
    const definition = journeyOf({ name, triggers: [{ type: 'event', name: event }] })
    return { ...definition, steps: definition.steps.map((step) => ({ ...step, channels })) }
  }
  const ring = (
    definition: JourneyDefinition,
    others: JourneyDefinition[] = [],
    rules = new Map<string, Rule>(),
  ) => ringThrough(definition, others, triggerTable, (id) => rules.get(id) ?? null)

  test('by their own message: opened, clicked, delivered', () => {
    expect(ring(on('a', 'Email Opened', ['email']))).toEqual(['a'])
    expect(ring(on('a', 'Email Link Clicked', 'best'))).toEqual(['a'])
    expect(ring(on('a', 'SMS Delivered', ['push', 'sms']))).toEqual(['a'])
    expect(ring(on('a', 'Email Opened', ['sms']))).toBeNull()
    expect(ring(on('a', 'Product Viewed', 'best'))).toBeNull()
  })

  test('by a ring of two and of three, named from the one that closes it', () => {
    const byMail = on('by-mail', 'SMS Link Clicked', ['email'])
    const bySms = on('by-sms', 'Push Notification Tapped', ['sms'])
    const byPush = on('by-push', 'Email Opened', ['push'])
    expect(ring(byMail, [bySms])).toBeNull()
    expect(ring(byMail, [bySms, byPush])).toEqual(['by-mail', 'by-push', 'by-sms'])
    expect(ring(on('by-sms', 'Email Opened', ['sms']), [byMail])).toEqual(['by-sms', 'by-mail'])
    // a new version of itself is judged in place of the old one
    expect(ring(on('by-mail', 'Product Viewed', ['email']), [byMail, bySms, byPush])).toBeNull()
  })

  test('by a segment of those who answered its messages, also through another segment', () => {
    const opened: Rule = { type: 'event', name: 'Email Opened' }
    const rules = new Map<string, Rule>([
      ['seg_opened', { any: [opened, { type: 'tier', tiers: ['gold'] }] }],
      ['seg_outer', { not: { type: 'segment', segmentId: 'seg_opened' } }],
      ['seg_round', { type: 'segment', segmentId: 'seg_round' }],
      ['seg_likely', { type: 'prediction', name: 'engages_email', op: 'at_least', value: 0.5 }],
      ['seg_gold', { type: 'tier', tiers: ['gold'] }],
    ])
    const entering = (segmentId: string) => ({
      ...on('a', 'x', ['email']),
      triggers: [{ type: 'segment_entered' as const, segmentId }],
    })
    expect(ring(entering('seg_opened'), [], rules)).toEqual(['a'])
    expect(ring(entering('seg_outer'), [], rules)).toEqual(['a'])
    expect(ring(entering('seg_likely'), [], rules)).toEqual(['a'])
    expect(ring(entering('seg_round'), [], rules)).toBeNull()
    expect(ring(entering('seg_gold'), [], rules)).toBeNull()
  })

  test('those that come with the house set nobody off', () => {
    for (const playbook of playbooks) expect(ring(playbook, [...playbooks])).toBeNull()
  })
})
