/** What the house itself says in a conversation, apart from the notices of `domain/handoff`. */
export const texts = {
  declined: 'All right, I have left everything as it is.',
  done: (summary: string) => `Done: ${summary}`,
  notDone: (summary: string) => `I could not do that: ${summary} Nothing has been changed.`,
  agentFailed: 'I am sorry, I could not finish that. I am asking a person from our team to help you.',
}
