export type { ApiKeyRow, KeyKind } from './api-keys.ts'
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
export { defaultSettings, type Settings } from './settings.ts'
export { settingsColumns } from './tables.ts'
