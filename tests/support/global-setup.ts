import { pgliteTemplate } from './database.ts'

/** Once per run: the template database, so that no test file pays for it. */
export async function setup(): Promise<void> {
  await pgliteTemplate()
}
