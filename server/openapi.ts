import { z } from 'zod'
import { problemKinds } from '#contract/problem.ts'
import { type Access, type Operation, rolesOf } from './operation.ts'

type Json = Record<string, unknown>

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  requestId: z.string().optional(),
  retryAfterSeconds: z.number().optional(),
})

/** OpenAPI 3.1 of everything in the route table, made from the very schemas that check the calls. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {}
  for (const entry of operations) {
    const path = entry.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [entry.method]: describe(entry) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version: '0.1.0',
      description: 'Errors are problem details (RFC 9457). Amounts are in minor units.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        publicKey: { type: 'apiKey', in: 'query', name: 'key' },
        secretKeyBasic: { type: 'http', scheme: 'basic', description: 'The secret key as user' },
        secretKeyBearer: { type: 'http', scheme: 'bearer' },
        staffSession: { type: 'apiKey', in: 'cookie', name: 'rapport_staff' },
        csrfToken: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
      },
    },
  }
}

function describe(entry: Operation): Json {
  const roles = rolesOf(entry)
  return {
    operationId: entry.id,
    summary: entry.summary,
    ...(roles && { description: `Roles: ${roles.join(', ')}` }),
    security: securityOf(entry),
    parameters: [...parametersOf(entry, 'params', 'path'), ...parametersOf(entry, 'query', 'query')],
    ...(entry.bodyLimit !== null && { requestBody: { required: true, content: bodyOf(entry) } }),
    responses: {
      [String(entry.status)]: {
        description: 'Done',
        ...(entry.answer !== null && { content: answerOf(entry) }),
      },
      default: {
        description: `A problem: ${Object.keys(problemKinds).join(', ')}`,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function securityOf(entry: Operation): Json[] {
  const known: Record<Extract<Access, string>, Json[]> = {
    anyone: [],
    sign_in: [],
    public_key: [{ publicKey: [] }],
    secret_key: [{ secretKeyBasic: [] }, { secretKeyBearer: [] }],
    either_key: [{ secretKeyBasic: [] }, { secretKeyBearer: [] }, { publicKey: [] }],
  }
  if (typeof entry.access === 'string') return known[entry.access]
  return [{ staffSession: [], ...(entry.method !== 'get' && { csrfToken: [] }) }]
}

function parametersOf(entry: Operation, part: 'params' | 'query', place: 'path' | 'query'): Json[] {
  const shape: unknown = entry.input.shape[part]
  if (!(shape instanceof z.ZodObject)) return []
  const { properties, required } = schemaOf(shape, 'input')
  return Object.entries(properties ?? {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || (Array.isArray(required) && required.includes(name)),
    schema,
  }))
}

function bodyOf(entry: Operation): Json {
  const schema: unknown = entry.describedBody ?? entry.input.shape.body
  const json = schema instanceof z.ZodType ? schemaOf(schema, 'input') : {}
  return {
    'application/json': { schema: json },
    ...(entry.lines && { 'application/x-ndjson': { schema: { type: 'string' } } }),
  }
}

function answerOf(entry: Operation): Json {
  if (typeof entry.answer === 'string') return { [entry.answer]: { schema: { type: 'string' } } }
  return { 'application/json': { schema: entry.answer ? schemaOf(entry.answer, 'output') : {} } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  return rest
}
