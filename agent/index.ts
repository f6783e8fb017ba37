export { type Draft, type DraftRequest, draftMessage } from './draft.ts'
export {
  type ContentDraft,
  type ContentDraftKind,
  type ContentDraftRequest,
  contentDraftKinds,
  draftContent,
} from './draft-content.ts'
export { forbidTracing } from './no-tracing.ts'
export { createOfflineModel } from './offline/index.ts'
export { reply } from './reply.ts'
export type { ShopWish } from './shop-wish.ts'
export type {
  AgentDeps,
  AgentLog,
  AgentTimeouts,
  HandoffWish,
  ReleasedChunk,
  ReplyOutcome,
  ReplyOutput,
  SettledProposal,
  Turn,
  WithheldSentence,
} from './turn.ts'
