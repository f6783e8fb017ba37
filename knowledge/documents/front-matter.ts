/** What the head of a Markdown file may say of it, between two lines of `---`. */
export interface FrontMatter {
  title?: string
  url?: string
  kind?: string
  updated?: string
}

const keys = ['title', 'url', 'kind', 'updated'] as const

/** Parts the head from the text. Only `key: value` lines of the known keys are read; the rest is passed over. */
export function readFrontMatter(text: string): { head: FrontMatter; body: string } {
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)
  if (!match) return { head: {}, body: text.replace(/^\uFEFF/, '') }
  const head: FrontMatter = {}
  for (const line of (match[1] ?? '').split(/\r?\n/)) {
    const [, key = '', value = ''] = /^(\w+)\s*:\s*(.*?)\s*$/.exec(line) ?? []
    const known = keys.find((name) => name === key.toLowerCase())
    const unquoted = value.replace(/^(["'])(.*)\1$/, '$2')
    if (known && unquoted) head[known] = unquoted
  }
  return { head, body: text.slice(match[0].length) }
}
