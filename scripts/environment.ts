import { resolve } from 'node:path'

/** Which database the commands work on. */
export interface DatabaseChoice {
  dataDir: string
  databaseUrl: string | undefined
}

export function chosenDatabase(env: NodeJS.ProcessEnv): DatabaseChoice {
  return { dataDir: resolve(env.DATA_DIR || 'data'), databaseUrl: env.DATABASE_URL || undefined }
}

/** The folder the person typed the command in: npm changes into the project's, and says where it was called. */
export function callersFolder(env: NodeJS.ProcessEnv): string {
  const byNpm = env.npm_lifecycle_event === 'rapport'
  return byNpm && env.INIT_CWD ? env.INIT_CWD : process.cwd()
}

/** DEMO=1 makes the demo shop, DEMO=0 none; undefined where it was not said. */
export function wantsDemo(env: NodeJS.ProcessEnv): boolean | undefined {
  if (!env.DEMO) return undefined
  return ['1', 'true', 'yes'].includes(env.DEMO.toLowerCase())
}
