import { BadInput, type Command, textOption } from '../command.ts'
import { printTable } from '../print-table.ts'

const kinds = ['public', 'secret'] as const

export const keysList: Command = {
  words: ['keys', 'list'],
  usage: '',
  summary: 'list the API keys; of secret ones only a hint is kept',
  takes: [0, 0],
  needs: 'database',
  run: async (_input, context) => {
    const { listApiKeys } = await import('#domain/settings/index.ts')
    const keys = await listApiKeys(await context.db())
    if (context.json) context.out(`${JSON.stringify(keys)}\n`)
    else {
      const rows = keys.map((key) => [
        key.kind,
        key.hint,
        key.label,
        key.createdAt.toISOString().slice(0, 10),
        key.revokedAt ? `revoked ${key.revokedAt.toISOString().slice(0, 10)}` : '',
      ])
      printTable(context.out, ['kind', 'key', 'label', 'made', ''], rows)
    }
    return 0
  },
}

export const keysCreate: Command = {
  words: ['keys', 'create'],
  usage: 'public|secret [--label TEXT]',
  summary: 'make an API key; a secret one is shown once',
  options: { label: { type: 'string', about: 'what it is for' } },
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const kind = kinds.find((known) => known === input.positionals[0])
    if (!kind) throw new BadInput(`a key is public or secret, not "${input.positionals[0]}"`)
    const label = textOption(input, 'label') ?? 'made by rapport keys create'
    const { createApiKey } = await import('#domain/settings/index.ts')
    const { key } = await createApiKey(await context.db(), kind, label, context.now())
    context.out(context.json ? `${JSON.stringify({ kind, label, key })}\n` : `${key}\n`)
    return 0
  },
}

export const keysRevoke: Command = {
  words: ['keys', 'revoke'],
  usage: 'KEY',
  summary: 'revoke an API key at once',
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const key = input.positionals[0] ?? ''
    const { revokeApiKey } = await import('#domain/settings/index.ts')
    const revoked = await revokeApiKey(await context.db(), key, context.now())
    if (!revoked) throw new BadInput('that key is unknown or already revoked')
    context.out(context.json ? '{"revoked":true}\n' : 'revoked\n')
    return 0
  },
}
