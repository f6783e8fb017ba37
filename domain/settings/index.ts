export type { ContactRules } from '#contract/contact-rules.ts'
export type { ApiKeyRow, KeyKind } from './api-keys.ts'
export { defaultContactRules } from './contact-rules.ts'
export { isOpenNow } from './hours.ts'
export {
  checkApiKey,
  createApiKey,
  findApiKey,
  listApiKeys,
  publicKey,
  readNote,
  readSettings,
  revokeApiKey,
  writeNote,
  writeSettings,
} from './queries.ts'
export { readAppLinks, writeAppLinks } from './queries-app-links.ts'
export { type ChangesAsked, listSettingChanges } from './queries-changes.ts'
export { readContactRules, writeContactRules } from './queries-contact-rules.ts'
export { defaultSettings, type Settings } from './settings.ts'
export { settingsColumns } from './tables.ts'
