import type { z } from 'zod'
import type { Ack } from '#contract/chat.ts'
import { problemDetails } from '#contract/problem.ts'
import type { House } from './house.ts'
import { parseInput, toProblem } from './problem.ts'

/**
 * Answers one call of a socket: the input is checked, the work done, and whatever goes wrong is acknowledged
 * as problem details. Never throws; a caller that sent no acknowledgement function is not answered.
 */
export async function answerCall<S extends z.ZodType, T extends object>(
  house: House,
  schema: S,
  input: unknown,
  ack: unknown,
  work: (input: z.output<S>) => Promise<T>,
): Promise<void> {
  const answer = await attempt(house, schema, input, work)
  if (typeof ack === 'function') ack(answer)
}

async function attempt<S extends z.ZodType, T extends object>(
  house: House,
  schema: S,
  input: unknown,
  work: (input: z.output<S>) => Promise<T>,
): Promise<Ack<T>> {
  try {
    return { ok: true, ...(await work(parseInput(schema, input))) }
  } catch (error) {
    const problem = toProblem(error)
    house.metrics.problem(problem.kind)
    if (problem.kind === 'internal')
      house.log.error({ error: error instanceof Error ? error : undefined }, 'unforeseen in a socket call')
    return { ok: false, problem: problemDetails(problem) }
  }
}

/** Does the work of an event that wants no answer; input that does not fit is let go. */
export function hear<S extends z.ZodType>(
  house: House,
  schema: S,
  input: unknown,
  work: (input: z.output<S>) => Promise<void>,
): void {
  const result = schema.safeParse(input)
  if (!result.success) return
  work(result.data).catch((error: unknown) => {
    const problem = toProblem(error)
    house.metrics.problem(problem.kind)
    if (problem.kind === 'internal')
      house.log.error({ error: error instanceof Error ? error : undefined }, 'unforeseen in a socket event')
  })
}

/** What a middleware of a namespace refuses a connection with: the client reads the problem as `error.data`. */
export function refusal(error: unknown): Error & { data: unknown } {
  const problem = toProblem(error)
  return Object.assign(new Error(problem.message), { data: problemDetails(problem) })
}
