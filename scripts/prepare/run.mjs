import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/** Runs a program quietly; when it fails, throws with what it said. `name` is what the person reads. */
export function run(command, args, name) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let said = ''
    const keep = (chunk) => {
      said = (said + chunk).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => reject(new Error(`${name} could not be started: ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) return resolve(said)
      reject(new Error(`${name} failed (exit code ${code})\n${said.trim()}`))
    })
  })
}
