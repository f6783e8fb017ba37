import { defineConfig } from 'vitest/config'

// vitest prints failures with Map.groupBy, which Node 20 lacks: without this a red run shows no reason
if (!('groupBy' in Map)) {
  Object.defineProperty(Map, 'groupBy', {
    value: <K, V>(items: Iterable<V>, keyOf: (item: V, index: number) => K): Map<K, V[]> => {
      const groups = new Map<K, V[]>()
      let index = 0
      for (const item of items) {
        const key = keyOf(item, index++)
        groups.set(key, [...(groups.get(key) ?? []), item])
      }
      return groups
    },
  })
}

// A machine that stalls for seconds must not throw away a day's work; a test that needs this is a defect to mend,
// and vitest marks it "retry" in the run's output.
const patience = { retry: process.env.CI === 'true' ? 2 : 0 }

const shared = { globalSetup: ['tests/support/global-setup.ts'], testTimeout: 30_000, hookTimeout: 60_000 }

/** fast: the loop of seconds; rooms: real databases and sockets; browser: Chromium; proofs: long, scaled by PROOF_SCALE. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'fast', include: ['tests/*.test.ts', 'tests/fast/**/*.test.ts'] } },
      { test: { ...shared, ...patience, name: 'rooms', include: ['tests/rooms/**/*.test.ts'] } },
      {
        test: {
          ...shared,
          ...patience,
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          sequence: { groupOrder: 1 }, // after the others: two browsers are load enough
          testTimeout: 120_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'proofs',
          include: ['tests/proofs/**/*.test.ts'],
          testTimeout: 1_800_000,
        },
      },
    ],
  },
})
