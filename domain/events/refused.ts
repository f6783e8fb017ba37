import type { Refusal, RefusalCode } from './events.ts'

/** Ends the check of one call; `checkCall` answers its refusal. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(code: RefusalCode, field: string, message: string) {
    super(message)
    this.refusal = { code, field, message }
  }
}

export function refuse(code: RefusalCode, field: string, message: string): never {
  throw new Refused(code, field, message)
}
