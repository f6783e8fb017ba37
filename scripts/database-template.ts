import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { migrate, openStore, projectRoot, templateFolder } from '#store/index.ts'

/** A step of the build: the migrated, empty embedded database that every first start copies. */
const folder = templateFolder()
if (!existsSync(folder)) {
  removeOlder()
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  const store = await openStore({ dataDir: draft })
  await migrate(store.db)
  await store.close()
  renameSync(draft, folder)
}

function removeOlder(): void {
  const dist = join(projectRoot, 'dist')
  for (const name of readdirSync(dist).filter((entry) => entry.startsWith('pglite-'))) {
    rmSync(join(dist, name), { recursive: true, force: true })
  }
}
