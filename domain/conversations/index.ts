export {
  type AgentText,
  type Conversation,
  type ConversationChannel,
  type ConversationRef,
  joinReleased,
  type NewMessage,
  type PhoneAddress,
} from './conversations.ts'
export {
  conversationsOf,
  currentConversation,
  findConversation,
  listConversations,
  lockConversation,
  openConversation,
} from './queries.ts'
export {
  type ConversationFact,
  conversationFacts,
  lastSaidRelation,
  type OpenChatFact,
  type WithStaffFact,
} from './queries-facts.ts'
export { appendMessage, findMessage, markRead, messagesAfter, recentMessages } from './queries-messages.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { releaseAgentText } from './queries-release.ts'
export { conversationTerm } from './queries-retention.ts'
export {
  type ChannelMessage,
  channelMessageOf,
  heardAt,
  noteChannelMessage,
  openThread,
  phoneConversations,
  threadOf,
} from './queries-threads.ts'
export {
  createProposal,
  grantedOrders,
  grantOrder,
  openProposal,
  recordToolCall,
  settleProposal,
  toolCallsOf,
} from './queries-tools.ts'
export {
  conversationsWaiting,
  finishTurn,
  nextTurnAt,
  renewTurn,
  setConversationStatus,
  takeTurn,
} from './queries-turns.ts'
export { conversationColumns, personalTables } from './tables.ts'
export { PROPOSAL_MS, type Proposal, type ProposalStatus, type ToolCallRecord } from './tool-calls.ts'
export { isExplicitNo, isExplicitYes } from './yes-and-no.ts'
