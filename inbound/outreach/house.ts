import type { AgentDeps } from '#agent/index.ts'
import type { Template } from '#contract/templates.ts'
import type { Settings } from '#domain/settings/index.ts'
import type { Search } from '#knowledge/search/index.ts'
import type { Outbox, Shop } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** What writing to a customer needs of the house. */
export interface OutreachDeps {
  db: Db
  outbox: Outbox
  /** Rules and the channels' pens, as the outbox has them: what is previewed is what is sent. */
  shop: (db: Db) => Promise<Shop>
  templates: (db: Db, templateIds: readonly string[]) => Promise<ReadonlyMap<string, Template>>
  agent: AgentDeps
  search: Search
  settings: () => Promise<Settings>
  /** Key of the suppression list, for asking what may be used of a customer. */
  suppressionKey: string
}
