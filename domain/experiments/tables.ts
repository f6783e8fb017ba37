import type { Experiment, Variation } from './experiments.ts'

// a type, not an interface: Kysely wants an index signature
export type ExperimentTables = {
  experiments: {
    key: string
    kind: Experiment['kind']
    seed: string
    share: number
    started_at: Date
    changed_at: Date
  }
  exposures: {
    customer_id: string
    experiment: string
    variation: Variation
    root_id: string
    exposed_at: Date
    outbox_id: string | null
    share: number | null
  }
  test_exposures: {
    customer_id: string
    test: string
    arm: string
    root_id: string
    exposed_at: Date
    outbox_id: string | null
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const experimentColumns: ColumnsOf<ExperimentTables> = {
  experiments: {
    key: 'text',
    kind: 'text',
    seed: 'text',
    share: 'double precision',
    started_at: 'timestamptz',
    changed_at: 'timestamptz',
  },
  exposures: {
    customer_id: 'text',
    experiment: 'text',
    variation: 'text',
    root_id: 'text',
    exposed_at: 'timestamptz',
    outbox_id: 'text null',
    share: 'double precision null',
  },
  test_exposures: {
    customer_id: 'text',
    test: 'text',
    arm: 'text',
    root_id: 'text',
    exposed_at: 'timestamptz',
    outbox_id: 'text null',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['exposures', 'test_exposures'] as const
