import { expect, test } from 'vitest'
import { forbidTracing } from '#agent/index.ts'

test('an inherited tracing variable does not carry conversations out of the house', () => {
  const env = {
    LANGSMITH_TRACING: 'true',
    LANGCHAIN_TRACING_V2: 'true',
    LANGSMITH_TRACING_V2: '1',
    PATH: '/bin',
  }
  forbidTracing(env)
  expect(env).toEqual({ PATH: '/bin' })
})
