import type { Fields } from '#domain/events/index.ts'

/** Where what people do is heard of. */
export const lifeSources = {
  site: 'Demo · website',
  till: 'Demo · store tills',
  shop: 'Demo · order system',
  mail: 'Demo · newsletter',
  desk: 'Demo · service desk',
} as const

export type LifeSource = keyof typeof lifeSources

/** Something that somebody does, or that the shop's systems say of them, at its own moment. */
export interface Doing {
  /** Milliseconds. */
  at: number
  userId: string
  name: string
  properties: Fields
  source: LifeSource
  /** Tells it from all others: the same doing told twice is one event. */
  key: string
  unless?: Spared
}

/** It does not happen where a message of this journey arrived at them since then and the dice are below its lift. */
export interface Spared {
  journey: string
  since: number
  /** The dice, in [0, 1). */
  chance: number
  /** What happens in its place. */
  instead?: Doing[]
}

/** As one of Segment's calls. */
export function callOf({ at, userId, name, properties, key }: Doing): Fields {
  return {
    type: 'track',
    event: name,
    userId,
    messageId: `life ${key}`,
    timestamp: new Date(at).toISOString(),
    properties,
  }
}
