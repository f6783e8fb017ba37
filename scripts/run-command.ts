import { Problem } from '#contract/problem.ts'
import { FolderInUse } from '#store/index.ts'
import { BadInput, type Command, type CommandContext, type CommandInput } from './command.ts'

/** Runs one command; whatever goes wrong ends in one clear line and an exit code, never in a stack trace. */
export async function runCommand(
  command: Command,
  input: CommandInput,
  context: CommandContext,
): Promise<number> {
  try {
    return await command.run(input, context)
  } catch (error) {
    if (context.signal.aborted) {
      context.err('stopped\n')
      return 130
    }
    return report(error, context.err)
  }
}

/** Says what went wrong in one line and answers the exit code: 2 for bad input, else 1. */
export function report(error: unknown, err: (text: string) => void): number {
  err(`${oneLine(error)}\n`)
  return isBadInput(error) ? 2 : 1
}

function isBadInput(error: unknown): boolean {
  if (error instanceof BadInput) return true
  return error instanceof Problem && !['internal', 'unavailable'].includes(error.kind)
}

function oneLine(error: unknown): string {
  if (error instanceof FolderInUse || error instanceof BadInput) return error.message
  if (error instanceof Problem) return problemLine(error)
  if (!(error instanceof Error)) return String(error)
  return ('code' in error && explained[String(error.code)]) || withoutStack(error)
}

/** What the system's codes mean to the person who typed the command. */
const explained: Record<string, string> = {
  ECONNREFUSED: 'the database does not answer (DATABASE_URL)',
  ENOTFOUND: 'the database server is not known by that name (DATABASE_URL)',
  '28P01': 'the database refuses the user or the password (DATABASE_URL)',
  '3D000': 'there is no database of that name on the server (DATABASE_URL)',
  EADDRINUSE: 'the port is taken by another program; set PORT',
  ENOSPC: 'the disk is full',
}

function withoutStack(error: Error): string {
  return error.message.split('\n')[0] || error.name
}

function problemLine(problem: Problem): string {
  const fields = (problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`)
  return [problem.message, ...fields].join('; ')
}
