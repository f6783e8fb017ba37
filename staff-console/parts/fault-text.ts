import { texts } from '../texts.ts'
import type { Fault } from './resource.ts'

/** What to say when something could not be read: the connection is named, the rest has its own sentence. */
export function faultText(fault: Fault | null, sentence: string): string {
  return fault === 'offline' ? texts.app.noConnection : sentence
}
