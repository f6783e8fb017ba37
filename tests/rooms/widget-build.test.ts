import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { projectRoot } from '#store/index.ts'

const run = promisify(execFile)

/** File names carry a hash of what is in them. */
async function build(mode: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-widget-'))
  const args = ['node_modules/vite/bin/vite.js', 'build', '--config', 'web-widget/vite.config.ts']
  try {
    await run(process.execPath, [...args, '--outDir', folder, '--logLevel', 'error'], {
      cwd: projectRoot,
      env: { ...process.env, NODE_ENV: mode },
    })
    return readdirSync(folder).sort()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('the widget is the same whoever builds it: a person, a start, or a test run', async () => {
  const built = await build('production')
  expect(built).toContain('widget.js')
  expect(await build('test')).toEqual(built)
  expect(await build('development')).toEqual(built)
})
