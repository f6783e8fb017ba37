import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type EventDefinition, type EventField, eventFamilies, eventPurposes } from '#domain/events/index.ts'
import { projectRoot } from '#store/index.ts'

const intro = `# Events

<!-- Made from domain/events/dictionary by scripts/event-docs.ts; a test fails when it is stale. -->

Send them as Segment's libraries do: \`POST /v1/track\`, \`/v1/identify\`, \`/v1/page\`, \`/v1/screen\`, \`/v1/group\`, \`/v1/alias\` or \`/v1/batch\`, the key as the user of HTTP basic (its password empty), as a bearer token, or as \`writeKey\` in the body. An event may have 32 KB, a batch 500 KB; bodies may be packed with gzip.

- **Who.** \`userId\` or \`anonymousId\`; with the secret key also \`traits.email\`, \`phone\`, \`loyaltyNumber\` and \`whatsappId\`. With the public key a page speaks for its anonymous visitor; with a signed identity token (\`X-Identity-Token\`) also for whom the token names. What a page may not say is refused with the reason.
- **When.** \`timestamp\` in ISO 8601; with \`sentAt\` of the same clock a wrong clock is corrected. More than a day ahead is refused.
- **Once.** The same \`messageId\` counts once. *Order Completed*, *Order Refunded* and *Order Cancelled* of one order count once, whether page or server reports them first; the server's is the one that counts. Two refunds of one order are told apart by \`refund_id\`, else by their amount.
- **Names.** Exactly as below. A name of your own is declared first (Sources in the console); until then its events are set aside, named with the likely slip, and replayed when you say so. Nothing is dropped: what is refused is answered, counted per source, and kept with its reason, a page's claims about people excepted.
- **Money.** Amounts in the currency's whole units (19.90), as Segment has them. Without \`currency\` they are US dollars.
- **Orders.** With the secret key, order events write the order itself.

The other calls are stored as *Page Viewed*, *Screen Viewed*, *Customer Identified*, *Group Joined* and *Customer Aliased*.

In the tables, \`*\` marks a field without which the event is set aside. Party: first is what the shop saw, zero is what people said themselves.
`

/** The text of docs/events.md. */
export function eventDocs(): string {
  return `${intro}${eventFamilies.map(({ title, events }) => `\n## ${title}\n${events.map(section).join('')}`).join('')}`
}

function section(event: EventDefinition): string {
  const all = event.purposes.length === eventPurposes.length
  const notes = [
    event.means,
    event.origin === 'segment' ? 'Segment’s name.' : 'Ours.',
    event.party === 'zero' ? 'Zero-party.' : '',
    all ? '' : `For ${event.purposes.join(', ')}.`,
    event.secretOnly ? 'Secret key only.' : '',
  ]
  const text = notes
    .filter((note) => note !== '')
    .map((note) => (/[.?]$/.test(note) ? note : `${note}.`))
    .join(' ')
  return `\n### ${event.name}\n${text}\n${table(Object.entries(event.fields))}`
}

function table(fields: [string, EventField][]): string {
  if (fields.length === 0) return ''
  const rows = fields.map(([name, field]) => {
    const unit = field.unit === null ? '' : ` (${field.unit})`
    const others = field.instead.length > 0 ? `; or \`${field.instead.join('`, `')}\`` : ''
    return `| \`${name}\`${field.required ? ' \\*' : ''} | ${field.type} | ${field.means}${unit}${others} |`
  })
  return `\n| field | type | what it is |\n|---|---|---|\n${rows.join('\n')}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href && process.argv.includes('--write'))
  writeFileSync(join(projectRoot, 'docs', 'events.md'), eventDocs())
