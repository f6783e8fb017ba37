/** What the head of a file may say of it: a Markdown file between two lines of `---`, a page in its meta tags. */
export interface FrontMatter {
  title?: string
  url?: string
  kind?: string
  updated?: string
  /** What it is about: files of one key are versions of each other. */
  key?: string
  /** ISO 3166 codes it holds for, `DE, AT`. */
  country?: string
  version?: string
  'valid-from'?: string
  'valid-until'?: string
}

const keys = [
  ...(['title', 'url', 'kind', 'updated', 'key'] as const),
  ...(['country', 'version', 'valid-from', 'valid-until'] as const),
]

/** Parts the head from the text. Only `key: value` lines of the known keys are read; the rest is passed over. */
export function readFrontMatter(text: string): { head: FrontMatter; body: string } {
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)
  if (!match) return { head: {}, body: text.replace(/^\uFEFF/, '') }
  const lines = (match[1] ?? '').split(/\r?\n/).map((line) => {
    const [, name = '', value = ''] = /^([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? []
    return [name, value.replace(/^(["'])(.*)\1$/, '$2')] as const
  })
  return { head: headOf(lines), body: text.slice(match[0].length) }
}

const prefix = /^rapport[:-]/i

/** The same, said in HTML: `<meta name="rapport:country" content="CH">`. */
export function readMetaTags(tags: readonly { name: string; content: string }[]): FrontMatter {
  return headOf(
    tags
      .filter(({ name }) => prefix.test(name))
      .map(({ name, content }) => [name.replace(prefix, ''), content.trim()] as const),
  )
}

function headOf(lines: readonly (readonly [name: string, value: string])[]): FrontMatter {
  const head: FrontMatter = {}
  for (const [name, value] of lines) {
    const known = keys.find((key) => key === name.toLowerCase().replace('_', '-'))
    if (known && value) head[known] = value
  }
  return head
}
