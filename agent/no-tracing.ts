/**
 * LangChain sends every run to a tracing service where the environment asks for it, and such variables are
 * easily inherited. Conversations leave this house by one door only, so they are taken away at start.
 */
export function forbidTracing(env: NodeJS.ProcessEnv = process.env): void {
  for (const name of Object.keys(env)) if (/^(LANGSMITH|LANGCHAIN)_TRACING/.test(name)) delete env[name]
}
