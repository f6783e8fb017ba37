// a type, not an interface: Kysely wants an index signature
export type MeasurementTables = {
  readouts: {
    readout_id: string
    experiment: string
    journey: string
    closed_at: Date
    closed_by: string | null
    body: unknown
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const measurementColumns: ColumnsOf<MeasurementTables> = {
  readouts: {
    readout_id: 'text',
    experiment: 'text',
    journey: 'text',
    closed_at: 'timestamptz',
    closed_by: 'text null',
    body: 'json',
  },
}
