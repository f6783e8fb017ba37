import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { StaffView } from '#contract/staff-api.ts'
import type { House } from './house.ts'
import { policy, type StaffOperation } from './policy.ts'
import { parseInput } from './problem.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** Who may call, and what they show. `staff` also needs a role of the policy, and for writes the CSRF token. */
export type Access =
  | 'anyone'
  | 'public_key'
  | 'secret_key'
  | 'either_key'
  | 'sign_in'
  | { staff: StaffOperation }

export interface StaffSession {
  staff: StaffView
  csrfToken: string
  /** The cookie's value. */
  secret: string
}

/** What every operation is given beside its checked input. */
export interface Call {
  house: House
  now: Date
  req: Request
  res: Response
  /** The caller's address, as far as the proxies in front are believed. */
  address: string
}

/** One thing that can be asked over HTTP: route, policy, documentation and check in one value. */
export interface Operation {
  id: string
  method: Method
  /** As Express writes it: `/api/conversations/:id`. */
  path: string
  summary: string
  access: Access
  /** `{ params?, query?, body? }` */
  input: z.ZodObject
  /** null: nothing is answered. A string is the content type of an answer that is not JSON. */
  answer: z.ZodType | string | null
  status: number
  /** Bytes; only operations with a body have one. */
  bodyLimit: number | null
  /** Whether the body may be JSON lines. */
  lines: boolean
  /** The body as it is documented, where that says more than the check of the whole. */
  describedBody: z.ZodType | null
  run: (raw: RawInput, call: Call, session: StaffSession | null) => Promise<unknown>
  /** Answered before Express, by server/track: thousands a second. */
  apart: boolean
}

export interface RawInput {
  params: unknown
  query: unknown
  body: unknown
}

interface Spec<I extends z.ZodObject, C> {
  method: Method
  path: string
  summary: string
  input: I
  answer: z.ZodType | string | null
  status?: number
  bodyLimit?: number
  lines?: boolean
  describedBody?: z.ZodType
  run: (input: z.output<I>, call: C) => Promise<unknown>
}

const MEGABYTE = 1024 * 1024

function parts(spec: Spec<z.ZodObject, never>) {
  const { method, path, summary, input, answer } = spec
  return {
    method,
    path,
    summary,
    input,
    answer,
    status: spec.status ?? (answer === null ? 204 : 200),
    bodyLimit: 'body' in input.shape ? (spec.bodyLimit ?? MEGABYTE) : null,
    lines: spec.lines ?? false,
    describedBody: spec.describedBody ?? null,
    apart: false,
  }
}

/** An operation of shoppers' browsers, the shop's systems or operators. */
export function operation<I extends z.ZodObject>(
  id: string,
  access: Exclude<Access, { staff: StaffOperation }>,
  spec: Spec<I, Call>,
): Operation {
  return {
    id,
    access,
    ...parts(spec),
    run: async (raw, call) => spec.run(parseInput(spec.input, raw, 'body.'), call),
  }
}

export interface StaffCall extends Call {
  session: StaffSession
  staff: StaffView
}

/** An operation of the console; its name is its line in the policy. */
export function staffOperation<I extends z.ZodObject>(
  id: StaffOperation,
  spec: Spec<I, StaffCall>,
): Operation {
  return {
    id,
    access: { staff: id },
    ...parts(spec),
    run: async (raw, call, session) => {
      if (!session) throw new Error(`${id} was reached without a session`)
      const input = parseInput(spec.input, raw, 'body.')
      return spec.run(input, { ...call, session, staff: session.staff })
    },
  }
}

export function rolesOf(entry: Operation): readonly string[] | null {
  return typeof entry.access === 'object' ? policy[entry.access.staff] : null
}
