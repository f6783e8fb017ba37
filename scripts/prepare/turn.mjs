import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { inRoot } from './root.mjs'

const turnFile = inRoot('.cache', 'preparing')

/** Two commands started together prepare one after the other, not into each other's files. */
export async function oneAtATime(work) {
  mkdirSync(inRoot('.cache'), { recursive: true })
  while (!takeTurn()) await wait(200)
  try {
    await work()
  } finally {
    rmSync(turnFile, { force: true })
  }
}

function takeTurn() {
  try {
    writeFileSync(turnFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!isAlive(holder())) rmSync(turnFile, { force: true })
  return false
}

function holder() {
  try {
    return Number(readFileSync(turnFile, 'utf8'))
  } catch {
    return 0
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
