import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#store/index.ts'

const templates = new Map<string, string>()

/** A prompt file of this folder, read once. */
export function promptTemplate(name: string): string {
  const known = templates.get(name)
  if (known !== undefined) return known
  const text = readFileSync(join(projectRoot, 'agent', 'prompts', `${name}.md`), 'utf8')
  templates.set(name, text)
  return text
}

/** Fills `{{name}}`; a value that is not given becomes empty. Values are fenced text, they are not filled again. */
export function fillPrompt(template: string, values: Record<string, string>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name] ?? '')
}

/** Makes text of others safe to stand inside `<data>`: it cannot close the fence, and it is bounded. */
export function fence(text: string, maxChars: number): string {
  return text
    .replace(/<(\/?)\s*data/gi, '‹$1data')
    .replace(/\{\{|\}\}/g, '')
    .slice(0, maxChars)
}
