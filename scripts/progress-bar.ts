import { Presets, SingleBar } from 'cli-progress'
import type { Progress } from './command.ts'

/** A bar on stderr for a person; nothing where nobody watches. */
export function progressBar(label: string, total: number, watched: boolean): Progress {
  if (!watched) return { set: () => {}, done: () => {} }
  const bar = new SingleBar(
    { format: `${label} {bar} {percentage}% | {value}/{total}`, stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  )
  bar.start(Math.max(total, 1), 0)
  return {
    set: (value, newTotal) => {
      if (newTotal !== undefined) bar.setTotal(Math.max(newTotal, 1))
      bar.update(value)
    },
    done: () => bar.stop(),
  }
}
