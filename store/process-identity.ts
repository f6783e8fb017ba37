import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** Which process it is, even after its number has been given to another program. */
export interface ProcessIdentity {
  pid: number
  /** When the process began, as the system tells it; null where the system does not tell. */
  began: string | null
  /** The running kernel and pid namespace, in which the pid means something; null where unknown. */
  machine: string | null
}

export function identifyProcess(pid: number = process.pid): ProcessIdentity {
  return { pid, began: processStart(pid), machine: machineIdentity() }
}

/**
 * Whether that very process still runs. `unknown` where it ran on another machine or in another
 * container, whose process numbers say nothing here.
 */
export function processState(identity: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (identity.machine !== machineIdentity()) return 'unknown'
  if (!pidExists(identity.pid)) return 'dead'
  const began = processStart(identity.pid)
  if (identity.began === null || began === null) return 'alive'
  return identity.began === began ? 'alive' : 'dead'
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function processStart(pid: number): string | null {
  if (process.platform === 'win32') return null
  if (process.platform !== 'linux') return startFromPs(pid)
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ') // the name before it may hold spaces
    if (fields[0] === 'Z') return null // ended, and only waits to be collected by its parent
    return fields[19] ?? null // clock ticks since boot
  } catch {
    return null
  }
}

function startFromPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

function machineIdentity(): string | null {
  if (process.platform !== 'linux') return null
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return null
  }
}
