import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { operation } from '../operation.ts'

const none = z.object({})

/** Why this server cannot serve yet; empty when it can. */
export type Readiness = () => Promise<string[]>

export function operatorOperations(readiness: Readiness) {
  return [
    operation('readHealth', 'anyone', {
      method: 'get',
      path: '/health',
      summary: 'The process is alive',
      input: none,
      answer: z.object({ status: z.literal('ok'), uptimeSeconds: z.int() }),
      run: async () => ({ status: 'ok', uptimeSeconds: Math.floor(process.uptime()) }),
    }),
    operation('readReadiness', 'anyone', {
      method: 'get',
      path: '/ready',
      summary: 'It can serve: the database answers, its schema is current, the search is open',
      input: none,
      answer: z.object({ status: z.literal('ready'), textsToEmbed: z.int() }),
      run: async (_input, { house }) => {
        const missing = await readiness()
        if (missing.length > 0) throw new Problem('unavailable', missing.join('; '))
        return { status: 'ready', textsToEmbed: house.search.status().toEmbed }
      },
    }),
    operation('readMetrics', 'anyone', {
      method: 'get',
      path: '/metrics',
      summary: 'Prometheus metrics',
      input: none,
      answer: 'text/plain',
      run: (_input, { house }) => house.metrics.text(),
    }),
  ]
}
