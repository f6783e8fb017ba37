import type { ContactRules, SettingChangeView } from './contact-rules.ts'

/** `GET /api/contact-rules` and the answer of `PUT`. */
export interface ContactRulesView {
  rules: ContactRules
  /** People with a number or an address of their own: whom the shares are of. */
  reachable: number
  /** People whom a touch has put into an arm of a holdout: a new share does not move them. */
  exposed: { global: number; associates: number; journeys: number }
}

/** One line of `GET /api/setting-changes`. */
export interface SettingChangeRow extends SettingChangeView {
  /** Who it was; null: the house itself, or a command. */
  changedByName: string | null
}

/** `GET /api/setting-changes`, newest first; go on with `next` as `before`. */
export interface SettingChangePage {
  changes: SettingChangeRow[]
  next: string | null
}
