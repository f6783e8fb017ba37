import type { DoneCall } from '../history.ts'
import type { Spoken, Task, WantedCall } from '../task.ts'
import type { Voice } from '../voice.ts'

/**
 * How one kind of task is done: which call comes next, given the answers so far, and the words once none is
 * wanted any more. `done` holds the answers to this task's own calls, in the order they were asked.
 */
export interface Step<T extends Task> {
  next?(task: T, done: readonly DoneCall[]): WantedCall | null
  say(task: T, done: readonly DoneCall[], voice: Voice): Spoken
}
