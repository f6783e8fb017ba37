import type { CustomerInput } from '#domain/identity/index.ts'
import type { TraitInput } from '#domain/profile/index.ts'
import { randomFor } from '../random.ts'

const DAY = 86_400_000

type Said = Pick<TraitInput, 'name' | 'value' | 'source' | 'evidence'>

/** What the people one can sign in as have said of themselves. */
const told: Record<string, Said[]> = {
  'tw-0001': [
    { name: 'size', value: 'M', source: 'chat', evidence: 'I wear M in jackets' },
    { name: 'colour', value: ['green', 'navy'], source: 'preferences', evidence: 'colours ticked' },
    { name: 'dislikes', value: ['down'], source: 'chat', evidence: 'I do not wear down' },
  ],
  'tw-0002': [
    { name: 'budget', value: 150, source: 'chat', evidence: 'I usually spend about 150' },
    { name: 'size', value: 'L', source: 'quiz', evidence: 'Which size do you wear?' },
  ],
  'tw-0003': [
    { name: 'style', value: 'natural materials', source: 'quiz', evidence: 'How do you like your home?' },
    { name: 'material', value: ['linen', 'wool'], source: 'quiz', evidence: 'Which materials do you like?' },
  ],
  'tw-0004': [{ name: 'shoe_size', value: '44', source: 'chat', evidence: 'my shoe size is 44' }],
}

const activities = ['hiking', 'camping', 'cooking', 'running', 'reading at home'] as const

/** What is known of somebody: said by the four, and answered in the welcome quiz by some of the others. */
export function tastesOf(person: CustomerInput, customerId: string, now: Date): TraitInput[] {
  const userId = person.userId ?? ''
  const random = randomFor(`tastes:${userId}`)
  const at = new Date(now.getTime() - random.between(5, 200) * DAY)
  const quiz: Said[] = random.chance(0.4)
    ? [{ name: 'activity', value: random.pick(activities), source: 'quiz', evidence: 'What do you do most?' }]
    : []
  return (told[userId] ?? quiz).map((said) => ({
    ...said,
    customerId,
    party: 'zero',
    at,
    purposes: ['service', 'clienteling', 'marketing', 'personalisation'],
  }))
}
