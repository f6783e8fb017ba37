import type { Command } from './command.ts'
import { audiencesConfirm, audiencesExport, audiencesList } from './commands/audiences.ts'
import { backup } from './commands/backup.ts'
import { chat } from './commands/chat.ts'
import { convertRetailStore } from './commands/convert.ts'
import { demoRemove } from './commands/demo.ts'
import { eraseCustomerCommand } from './commands/erase-customer.ts'
import { evaluateBasketsCommand } from './commands/evaluate-baskets.ts'
import { evaluateIdentity } from './commands/evaluate-identity.ts'
import { evaluateNextClickCommand } from './commands/evaluate-next-click.ts'
import { evaluateNextItemCommand } from './commands/evaluate-next-item.ts'
import { evaluateRatingsCommand } from './commands/evaluate-ratings.ts'
import { evaluateSearch } from './commands/evaluate-search.ts'
import { exportCustomerCommand } from './commands/export-customer.ts'
import { importCatalog } from './commands/import-catalog.ts'
import { importDocuments } from './commands/import-documents.ts'
import { importCustomers, importEvents, importOrders } from './commands/import-records.ts'
import { keysCreate, keysList, keysRevoke } from './commands/keys.ts'
import { linkPreferences } from './commands/link.ts'
import { loyaltyProgram } from './commands/loyalty.ts'
import { partnersEnd, partnersList, partnersRecord } from './commands/partners.ts'
import { evaluatePredictions } from './commands/predict.ts'
import { restore } from './commands/restore.ts'
import { retention } from './commands/retention.ts'
import { run } from './commands/run.ts'
import { staffAdd, staffDisable, staffEnable, staffList, staffSetPassword } from './commands/staff.ts'
import { start } from './commands/start.ts'
import { trainRecommendations } from './commands/train-recommendations.ts'

/** Every command there is, in the order of the help. */
export const commands: Command[] = [
  start,
  run,
  chat,
  importCatalog,
  importDocuments,
  importCustomers,
  importOrders,
  importEvents,
  exportCustomerCommand,
  eraseCustomerCommand,
  retention,
  trainRecommendations,
  evaluateIdentity,
  evaluatePredictions,
  evaluateNextClickCommand,
  evaluateNextItemCommand,
  evaluateRatingsCommand,
  evaluateBasketsCommand,
  evaluateSearch,
  backup,
  restore,
  staffAdd,
  staffList,
  staffSetPassword,
  staffDisable,
  staffEnable,
  keysList,
  keysCreate,
  keysRevoke,
  linkPreferences,
  partnersList,
  partnersRecord,
  partnersEnd,
  loyaltyProgram,
  audiencesList,
  audiencesExport,
  audiencesConfirm,
  demoRemove,
  convertRetailStore,
]
