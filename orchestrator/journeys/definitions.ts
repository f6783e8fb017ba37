import type { JourneyDefinition } from '#contract/journeys.ts'
import type { Db } from '#store/index.ts'
import { definitionsOf, type Version } from './queries.ts'

/** Reads definitions; a version never changes, so it is read once. */
export interface Definitions {
  /** Those of these versions. Throws where one is not there: nobody is in a version that never was. */
  of: (db: Db, wanted: readonly Version[]) => Promise<(version: Version) => JourneyDefinition>
}

/** More than these are forgotten all at once: seldom are so many in use. */
const MOST = 500

export function createDefinitions(): Definitions {
  const known = new Map<string, JourneyDefinition>()
  const keyOf = ({ name, version }: Version) => `${name} ${version}`
  return {
    of: async (db, wanted) => {
      const missing = new Map(wanted.flatMap((each) => (known.has(keyOf(each)) ? [] : [[keyOf(each), each]])))
      if (known.size + missing.size > MOST) known.clear()
      const needed =
        known.size === 0
          ? [...new Map(wanted.map((each) => [keyOf(each), each])).values()]
          : [...missing.values()]
      for (const each of await definitionsOf(db, needed)) known.set(keyOf(each), each.definition)
      const own = new Map(wanted.map((each) => [keyOf(each), known.get(keyOf(each))]))
      return (version) => {
        const definition = own.get(keyOf(version)) ?? known.get(keyOf(version))
        if (!definition)
          throw new Error(`there is no version ${version.version} of the journey ${version.name}`)
        return definition
      }
    },
  }
}

export const versionOf = ({ journey, version }: { journey: string; version: number }): Version => ({
  name: journey,
  version,
})
