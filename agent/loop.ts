import { createAgent, createMiddleware, tool as langchainTool } from 'langchain'
import { z } from 'zod'
import { askModel } from './ask.ts'
import { forbidTracing } from './no-tracing.ts'
import type { Run } from './run.ts'
import { runToolCall } from './tool-step.ts'
import type { AgentDeps } from './turn.ts'

/** Supersteps of the graph; the limit of model calls in `ask.ts` is reached long before it. */
const RECURSION_LIMIT = 60

const context = z.object({ run: z.custom<Run>() })

/**
 * Here the house decides: no model is asked but through `askModel` (who is asked, time limits, checks), and
 * no tool runs but through `runToolCall` (the gate).
 */
const house = createMiddleware({
  name: 'house',
  contextSchema: context,
  wrapModelCall: (request) => askModel(request.runtime.context.run, request.messages),
  wrapToolCall: (request) => runToolCall(request.runtime.context.run, request.toolCall),
})

function buildAgent(deps: AgentDeps, run: Run) {
  forbidTracing()
  const tools = deps.tools.map((tool) =>
    langchainTool(() => 'only the gate runs tools', {
      name: tool.name,
      description: tool.description,
      schema: tool.input,
    }),
  )
  return createAgent({ model: deps.model ?? run.offline, tools, middleware: [house], contextSchema: context })
}

const built = new WeakMap<AgentDeps, ReturnType<typeof buildAgent>>()

/** Model and tools in turn until the model has nothing more to ask. Built once per process. */
export async function converse(run: Run): Promise<void> {
  const agent = built.get(run.deps) ?? buildAgent(run.deps, run)
  built.set(run.deps, agent)
  await agent.invoke(
    { messages: run.messages },
    { context: { run }, recursionLimit: RECURSION_LIMIT, signal: run.stop.signal },
  )
}
