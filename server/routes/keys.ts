import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { createApiKey, listApiKeys, publicKey, revokeApiKey } from '#domain/settings/index.ts'
import { type StaffCall, staffOperation } from '../operation.ts'
import { timestamp } from '../schemas/message.ts'

const kind = z.enum(['public', 'secret'])
const keyRow = z.object({
  keyId: z.string(),
  kind,
  label: z.string(),
  hint: z.string(),
  createdAt: timestamp,
  revokedAt: timestamp.nullable(),
})
const HINT_CHARS = 4

async function listKeys({ house }: StaffCall) {
  const keys = await listApiKeys(house.db)
  return {
    keys: keys.map((key) => ({
      ...key,
      createdAt: key.createdAt.toISOString(),
      revokedAt: key.revokedAt?.toISOString() ?? null,
    })),
    publicKey: await publicKey(house.db),
    publicUrl: house.publicUrl(),
    identitySecretHint: house.secrets.identity.slice(-HINT_CHARS),
  }
}

export const keyOperations = [
  staffOperation('listKeys', {
    method: 'get',
    path: '/api/keys',
    summary: 'The keys, and what the script tag needs; secrets are not in it',
    input: z.object({}),
    answer: z.object({
      keys: z.array(keyRow),
      publicKey: z.string().nullable(),
      publicUrl: z.string(),
      identitySecretHint: z.string(),
    }),
    run: (_input, call) => listKeys(call),
  }),
  staffOperation('createKey', {
    method: 'post',
    path: '/api/keys',
    summary: 'Make a key; a secret one is answered once',
    input: z.object({ body: z.strictObject({ kind, label: z.string().trim().min(1).max(80) }) }),
    answer: z.object({ key: z.string(), keyId: z.string() }),
    status: 201,
    run: async ({ body }, { house, now }) => {
      const made = await createApiKey(house.db, body.kind, body.label, now)
      house.keys.forget()
      return made
    },
  }),
  staffOperation('revokeKey', {
    method: 'delete',
    path: '/api/keys/:keyId',
    summary: 'Revoke a key at once',
    input: z.object({ params: z.object({ keyId: z.string().max(200) }) }),
    answer: null,
    run: async ({ params }, { house, now }) => {
      if (!(await revokeApiKey(house.db, params.keyId, now)))
        throw new Problem('not-found', 'There is no such key')
      house.keys.forget()
    },
  }),
]
