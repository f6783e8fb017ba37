import { z } from 'zod'
import type { Tool } from '#tools/index.ts'

/** A tool as chat-completions speaks of it. */
export interface ToolSpec {
  type: 'function'
  function: { name: string; description: string; parameters: Record<string, unknown> }
}

const made = new WeakMap<readonly Tool[], ToolSpec[]>()

/** The specifications of these tools, made once: turning schemas into JSON for every call costs a millisecond. */
export function toolSpecs(tools: readonly Tool[]): ToolSpec[] {
  const known = made.get(tools)
  if (known) return known
  const specs = tools.map((tool): ToolSpec => {
    const { $schema: _dialect, ...parameters } = z.toJSONSchema(tool.input, { io: 'input' })
    return { type: 'function', function: { name: tool.name, description: tool.description, parameters } }
  })
  made.set(tools, specs)
  return specs
}
