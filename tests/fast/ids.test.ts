import { expect, test } from 'vitest'
import { newId } from '#contract/ids.ts'

test('ids sort by time, and within a millisecond in the order they were made', () => {
  const times = [1, 1, 1, 2, 2, 1_700_000_000_000, 1_700_000_000_000, 1_900_000_000_000]
  const ids = times.map((ms) => newId('message', new Date(ms)))
  expect([...ids].sort()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^msg_[0-9a-hjkmnp-tv-z]{26}$/)
})

test('ten thousand ids of one moment differ', () => {
  const now = new Date()
  expect(new Set(Array.from({ length: 10_000 }, () => newId('toolCall', now))).size).toBe(10_000)
})
