import type { StaffRole } from '#contract/staff-api.ts'

const everyone: readonly StaffRole[] = ['associate', 'support', 'crm', 'admin']
const desk: readonly StaffRole[] = ['associate', 'support', 'admin']
const shopkeepers: readonly StaffRole[] = ['support', 'admin']
const analysts: readonly StaffRole[] = ['crm', 'admin']
const sellers: readonly StaffRole[] = ['associate', 'crm', 'admin']
const shopAndCrm: readonly StaffRole[] = ['support', 'crm', 'admin']
const admins: readonly StaffRole[] = ['admin']

/** Who may do what at `/api`: the whole policy. Every staff operation is registered from its line here. */
export const policy = {
  readSession: everyone,
  signOut: everyone,

  listConversations: desk,
  readConversation: desk,
  takeConversation: desk,
  replyInConversation: desk,
  templateInConversation: desk,
  releaseConversation: desk,
  resolveConversation: desk,
  markConversationRead: desk,

  listCustomers: everyone,
  readCustomer: everyone,
  readTimeline: everyone,
  readCustomerRecommendations: ['associate', 'crm', 'admin'],
  readIdentity: everyone,
  readConsent: everyone,
  writeConsent: everyone,
  previewMerge: shopkeepers,
  mergeCustomers: shopkeepers,
  unmergeCustomers: shopkeepers,
  listDuplicates: shopkeepers,
  judgeDuplicate: shopkeepers,

  readMaySend: everyone,
  listOutreach: everyone,
  writeToCustomer: desk,
  takeBackOutreach: desk,
  draftOutreach: desk,
  previewOutreach: desk,
  findProducts: everyone,
  listTemplates: everyone,
  createTemplate: ['support', 'crm', 'admin'],
  changeTemplate: ['support', 'crm', 'admin'],
  setTemplateStatus: ['support', 'crm', 'admin'],

  listOutbox: everyone,
  countOutbox: everyone,
  readOutboxMessage: everyone,
  settleOutboxMessage: ['support', 'crm', 'admin'],
  replayOutboxMessage: ['support', 'crm', 'admin'],
  cancelOutboxMessage: everyone,

  listSandbox: ['support', 'crm', 'admin'],
  readSandboxDevice: ['support', 'crm', 'admin'],
  readSandboxMail: ['support', 'crm', 'admin'],
  writeAsCustomer: ['support', 'crm', 'admin'],
  seeSandboxDevice: ['support', 'crm', 'admin'],
  setSandboxFault: ['support', 'crm', 'admin'],
  passSandboxDay: ['support', 'crm', 'admin'],

  listSegments: everyone,
  readSegment: everyone,
  readSegmentChecks: everyone,
  listSegmentMembers: everyone,
  readSegmentFields: analysts,
  countSegment: analysts,
  createSegment: analysts,
  changeSegment: analysts,
  archiveSegment: analysts,
  readScores: analysts,

  listSlots: analysts,
  readSlot: analysts,
  readSlotChoices: analysts,
  createSlot: analysts,
  changeSlot: analysts,
  removeSlot: analysts,
  createSlotVariant: analysts,
  changeSlotVariant: analysts,
  removeSlotVariant: analysts,
  orderSlotVariants: analysts,
  previewSlots: analysts,

  listJourneys: everyone,
  readJourney: everyone,
  readJourneyChoices: analysts,
  countJourney: analysts,
  createJourney: analysts,
  changeJourney: analysts,
  switchJourney: analysts,
  listJourneyPeople: ['support', 'crm', 'admin'],
  stopJourneyPerson: ['support', 'crm', 'admin'],
  readReadout: everyone,
  closeReadout: analysts,
  readSnapshot: everyone,

  listOffers: everyone,
  readOffer: everyone,
  tryOffer: everyone,
  listIssuedOffers: everyone,
  createOffer: analysts,
  changeOffer: analysts,
  setOfferStatus: analysts,

  listMessages: shopAndCrm,
  readMessage: shopAndCrm,
  previewMessage: shopAndCrm,
  readMessageChoices: shopAndCrm,
  checkMessage: shopAndCrm,
  draftMessage: analysts,
  createMessage: analysts,
  changeMessage: analysts,
  approveMessage: analysts,
  withdrawMessage: analysts,
  listSharedModules: analysts,
  createSharedModule: analysts,
  changeSharedModule: analysts,
  removeSharedModule: analysts,
  readMessageRules: analysts,
  writeMessageRules: analysts,
  listPhotos: shopAndCrm,
  readPhoto: shopAndCrm,
  judgePhoto: shopAndCrm,
  listPictures: analysts,
  createPicture: analysts,
  changePicture: analysts,
  removePicture: analysts,

  readRecommendationsPage: sellers,
  previewRecommendations: sellers,
  readTraining: sellers,
  listCuration: sellers,
  listCurationChanges: sellers,
  trainRecommendations: analysts,
  saveCuration: analysts,
  changeCuration: analysts,
  removeCuration: analysts,

  listDataRequests: shopkeepers,
  askDataRequest: shopkeepers,
  withdrawDataRequest: shopkeepers,
  decideDataRequest: admins,
  fetchArchive: admins,

  readSources: ['crm', 'admin'],
  listSetAside: ['crm', 'admin'],
  replaySetAside: ['crm', 'admin'],
  listEventNames: ['crm', 'admin'],
  declareEventName: ['crm', 'admin'],
  withdrawEventName: ['crm', 'admin'],

  readSettings: ['support', 'crm', 'admin'],
  writeSettings: shopkeepers,
  readContactRules: everyone,
  writeContactRules: analysts,
  listSettingChanges: ['support', 'crm', 'admin'],
  listDocuments: everyone,
  addDocument: shopkeepers,
  removeDocument: shopkeepers,

  listStaff: admins,
  addStaff: admins,
  changeStaff: admins,
  listKeys: admins,
  createKey: admins,
  revokeKey: admins,
} as const satisfies Record<string, readonly StaffRole[]>

export type StaffOperation = keyof typeof policy

export function mayDo(roles: readonly StaffRole[], operation: StaffOperation): boolean {
  const allowed: readonly StaffRole[] = policy[operation]
  return roles.some((role) => allowed.includes(role))
}
