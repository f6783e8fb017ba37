import type { Compose } from '#channels/index.ts'
import type { MessageKind, OutboundChannel, OutboundSender } from '#contract/outbound.ts'
import type { Template } from '#contract/templates.ts'
import { signLink } from '#domain/consent/index.ts'
import { listTemplates } from '#domain/content/index.ts'
import { readContactRules, readSettings, type Settings } from '#domain/settings/index.ts'
import type { Shop } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** What the shop's pens need of the house. */
export interface PenDeps {
  compose: Compose
  publicUrl: () => string
  clock: () => Date
  /** Signs the links in messages. */
  linkKey: string
  postalAddress: string
}

/** What the outbox must know of the shop, read anew for every group: rules hold from the moment they are saved. */
export function readShop(deps: PenDeps): (db: Db) => Promise<Shop> {
  return async (db) => {
    const settings = await readSettings(db)
    const rules = await readContactRules(db)
    return { rules, timeZone: settings.timeZone, draw: drawFor(deps, settings) }
  }
}

function drawFor(deps: PenDeps, settings: Settings): Shop['draw'] {
  return (input) => {
    const { channel, content, template, sender } = input
    return deps.compose({
      channel,
      content,
      template,
      context: {
        shopName: settings.shopName,
        baseUrl: deps.publicUrl(),
        locale: content.locale ?? settings.locale,
        accentColor: settings.accentColor,
        unsubscribeUrl: unsubscribeUrl(deps, input),
        postalAddress: deps.postalAddress,
        senderName: nameOf(sender, settings),
      },
    })
  }
}

const nameOf = (sender: OutboundSender, { shopName }: Settings) =>
  sender.type === 'associate' ? sender.name : shopName

/** One click ends what this mail is about; what answers somebody, or belongs to an order, has nothing to end. */
function unsubscribeUrl(
  { publicUrl, linkKey, clock }: PenDeps,
  { channel, kind, customerId }: { channel: OutboundChannel; kind: MessageKind; customerId: string },
): string | null {
  if (channel !== 'email' || (kind !== 'clienteling' && kind !== 'marketing')) return null
  const claims = { kind: 'unsubscribe' as const, customerId, channel, purposes: [kind] }
  return `${publicUrl()}/u/${signLink(linkKey, claims, clock())}`
}

/** Those of the shop's templates that are named. */
export async function templatesById(
  db: Db,
  templateIds: readonly string[],
): Promise<ReadonlyMap<string, Template>> {
  if (templateIds.length === 0) return new Map()
  const wanted = new Set(templateIds)
  const templates = await listTemplates(db)
  return new Map(
    templates.flatMap((each) => (wanted.has(each.templateId) ? [[each.templateId, each] as const] : [])),
  )
}
