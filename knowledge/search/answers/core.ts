import { wordsOf } from '../tokenise.ts'
import { proseTerm } from './prose.ts'

/** What a question turns on, as terms: what is to be done, and to what; null where its grammar does not show it. */
export interface Core {
  verb: string | null
  object: string | null
}

const who = '(?:i|we|you|they|he|she|one|(?:someone|somebody)(?: else)?)'
const filler = '(?:please|also|still|just|ever|even|really|already|actually)'
const doing = new RegExp(
  String.raw`\b(?:(?:can|could|may|do|did|will|would|should|must|might|shall) ${who}|(?:how|possible|want|like|need|have|has|allowed|able|costs?|it|ways?|going|ok|okay|alright|safe|best way) to)(?: ${filler})* ([a-z]+)(.*)`,
)
const being = /\b(?:is|are|was|['’]s)(?: there| it| this| that)?((?: (?:a|an|the|my|your|any|some|no)\b)? .*)/
// they take their meaning from what comes after them
const empty =
  /^(?:have|has|had|be|get|got|do|need|want|like|offer|sell|provide|take|make|give|go|know|think|say|tell|use)$/
const again = /^(?: (?:to|i|we|you|me|us|it|able|how|if|whether|please|know|tell|have))+ ([a-z]+)(.*)/
const skipped =
  /^(?:a|an|the|my|your|our|his|her|their|its|this|that|these|those|any|some|all|both|two|more|out|up|off|back|me|us|it|them|how|much|many|there|be|get|is|are)$/
const border =
  /^(?:for|in|on|at|with|without|from|to|of|into|by|before|after|when|if|because|as|and|or|but|than|that|which|who|while|since|until|during|over|within|per|through|via|about|yet|now|today|i|we|you)$/

/** Reads the verb and its object: "can I check the balance of a card" is about checking, and a balance. */
export function coreOf(question: string): Core {
  const text = question
    .toLowerCase()
    .replace(/[?!.;:(),"“”]+/g, ' | ')
    .replace(/\s+/g, ' ')
  let [, verb = '', rest = ''] = doing.exec(text) ?? []
  for (let next = again.exec(rest); empty.test(verb) && next; next = again.exec(rest))
    [, verb = '', rest = ''] = next
  if (verb === '') rest = being.exec(text)?.[1] ?? ''
  return { verb: verb === '' || empty.test(verb) ? null : termOf(verb), object: headOf(rest) }
}

/** The last word of the noun phrase that begins the text. */
function headOf(text: string): string | null {
  let head: string | null = null
  for (const word of text.trim().split(' ')) {
    if (skipped.test(word)) continue
    if (word === '|' || border.test(word)) {
      if (head !== null) break
      continue
    }
    head = word
  }
  return head === null ? null : termOf(head)
}

function termOf(word: string): string | null {
  const [read] = wordsOf(word)
  return read ? proseTerm(read.term) : null
}
