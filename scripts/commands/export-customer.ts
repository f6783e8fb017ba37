import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { BadInput, type Command, textOption } from '../command.ts'
import { findPerson } from '../find-person.ts'

export const exportCustomerCommand: Command = {
  words: ['export', 'customer'],
  usage: 'IDENTIFIER --out FILE.zip|FILE.json',
  summary: 'write everything kept of a person into one file (GDPR article 15)',
  options: {
    out: {
      type: 'string',
      about: 'a .zip holds person.json and a page to read it in, a .json the first alone',
    },
  },
  notes: [
    'IDENTIFIER: an e-mail address, phone number, user id, loyalty number, or customer id.',
    'The file is personal: only its owner can read it. Check who asked before you hand it out.',
  ],
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const name = textOption(input, 'out') ?? ''
    if (!/\.(zip|json)$/i.test(name)) throw new BadInput('--out: a file that ends in .zip or .json')
    const db = await context.db()
    const person = await findPerson(db, input.positionals[0] ?? '')
    const { archivePage, countRows, exportCustomer } = await import('#inbound/index.ts')
    const archive = await exportCustomer(db, person.customerId, context.now())
    if (!archive) throw new BadInput('that customer is gone')
    const json = `${JSON.stringify(archive, null, 2)}\n`
    const { zipOf } = await import('../zip.ts')
    const files = { 'person.json': json, 'person.html': archivePage(archive) }
    await writePrivate(resolve(context.cwd, name), /\.zip$/i.test(name) ? zipOf(files) : Buffer.from(json))
    const counts = countRows(archive.rooms)
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    if (context.json)
      context.out(`${JSON.stringify({ file: name, customerId: archive.customerId, rows, counts })}\n`)
    else context.out(`${rows} rows about ${archive.customerId} in ${name}\n`)
    return 0
  },
}

async function writePrivate(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.chmod(0o600) // it may have been there before
    await file.writeFile(bytes)
  } finally {
    await file.close()
  }
}
