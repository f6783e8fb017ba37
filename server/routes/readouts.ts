import { z } from 'zod'
import { keepReadout, readReadout, readSnapshot } from '../journey-pages/readout-view.ts'
import { staffOperation } from '../operation.ts'
import { readoutPage, snapshotPage } from '../schemas/journeys.ts'

const named = z.object({ name: z.string().max(60) })

/** What journeys have earned, as staff read and keep it. */
export const readoutOperations = [
  staffOperation('readReadout', {
    method: 'get',
    path: '/api/journeys/:name/readout',
    summary: 'What a journey has earned so far: both arms, their differences with 95% intervals, snapshots',
    input: z.object({ params: named }),
    answer: readoutPage,
    run: ({ params }, { house, now }) => readReadout(house, params.name, now),
  }),
  staffOperation('closeReadout', {
    method: 'post',
    path: '/api/journeys/:name/readouts',
    summary: 'Keep the readout as it stands now; a conflict while it is too early or blocked',
    status: 201,
    input: z.object({ params: named }),
    answer: z.object({ readoutId: z.string() }),
    run: ({ params }, { house, staff, now }) => keepReadout(house, params.name, staff.staffId, now),
  }),
  staffOperation('readSnapshot', {
    method: 'get',
    path: '/api/readouts/:id',
    summary: 'A readout as it was kept',
    input: z.object({ params: z.object({ id: z.string().max(100) }) }),
    answer: snapshotPage,
    run: ({ params }, { house }) => readSnapshot(house, params.id),
  }),
]
