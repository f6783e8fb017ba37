import { sql } from 'kysely'
import { migrate, openStore } from '#store/index.ts'

/** Writes numbered settings into the folder named in argv, one transaction each, and says each number once it is committed. */
const store = await openStore({ dataDir: process.argv[2] })
await migrate(store.db)
const from = Number(process.argv[3])
process.stdout.write('ready\n')
for (let n = from; ; n++) {
  await store.db.transaction().execute(async (tx) => {
    await sql`insert into settings values (${`row.${n}`}, ${JSON.stringify('x'.repeat(n % 3000))}::jsonb, now(), null)`.execute(
      tx,
    )
    await sql`insert into settings values (${`pair.${n}`}, ${JSON.stringify(n)}::jsonb, now(), null)`.execute(
      tx,
    )
  })
  process.stdout.write(`${n}\n`)
}
