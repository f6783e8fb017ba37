import { lockFolder } from '#store/index.ts'

/** Holds the folder named in argv until killed; says `held` or the refusal on stdout. */
try {
  lockFolder(process.argv[2] ?? '', new Date())
  process.stdout.write('held\n')
  setInterval(() => {}, 1_000)
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
}
