import { Parser } from 'htmlparser2'

const blocks = /^(p|div|section|article|li|ul|ol|table|tr|h[1-6]|br|hr|blockquote|pre|dl|dt|dd)$/
const unread = /^(script|style|template|noscript|iframe|svg)$/

/** What a person reads of an HTML fragment: paragraphs on lines of their own, no tags, no scripts. */
export function htmlToText(html: string): string {
  let text = ''
  let hidden = 0
  const parser = new Parser({
    onopentag(name) {
      if (unread.test(name)) hidden++
      if (blocks.test(name)) text += '\n'
      if (name === 'li') text += '- '
      if (name === 'td' || name === 'th') text += ' '
    },
    ontext(data) {
      if (hidden === 0) text += data.replace(/\s+/g, ' ')
    },
    onclosetag(name) {
      if (unread.test(name)) hidden = Math.max(0, hidden - 1)
      if (blocks.test(name)) text += '\n'
    },
  })
  parser.end(html)
  return text
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}
