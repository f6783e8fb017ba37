import type { ComposeContext } from './composed.ts'
import { type Line, type Link, type Section, senderLines } from './email-sections.ts'
import { emailWords } from './email-words.ts'
import { plainBlocks } from './small-markdown.ts'

/** The mail for those who read text: the same words, prices and links, in the same order. */
export function emailText(sections: readonly Section[], context: ComposeContext): string {
  const { shopName, senderName, unsubscribeUrl, locale } = context
  const signed = senderName === shopName ? [] : [`${senderName}\n${shopName}`]
  const footer = [
    senderLines(context).join('\n'),
    ...(unsubscribeUrl === null ? [] : [`${emailWords(locale).unsubscribe}: ${unsubscribeUrl}`]),
  ]
  // "-- " begins the signature, by RFC 3676
  const said = sections.map(sectionText).filter((text) => text !== '')
  return `${[...said, ...signed].join('\n\n')}\n\n-- \n${footer.join('\n\n')}\n`
}

function sectionText(section: Section): string {
  switch (section.kind) {
    case 'words':
      return plainBlocks(section.blocks)
    case 'product':
      return [lineText(section.line), section.was, section.link?.url].filter(Boolean).join('\n')
    case 'lines': {
      const { title, note, lines, sum, links } = section
      const head = [title, note].filter(Boolean)
      return [...head, ...lines.map(lineText), `${sum.label}: ${sum.price}`, ...links.map(linkText)].join(
        '\n',
      )
    }
    case 'link':
    case 'button':
      return linkText(section.link)
    case 'heading':
    case 'small':
      return section.text
    case 'picture':
      return [section.picture.alt, section.url].filter(Boolean).join('\n')
    case 'offer':
      return plainBlocks(section.blocks)
    case 'quote':
      return `“${section.text}”\n${section.by}`
    case 'divider':
      return '* * *'
  }
}

function lineText({ title, detail, price }: Line): string {
  return [[title, detail].filter(Boolean).join(', '), price].join(': ')
}

function linkText({ label, url }: Link): string {
  return `${label}: ${url}`
}
