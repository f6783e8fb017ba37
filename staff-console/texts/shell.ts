export const shortcuts = {
  title: 'Keyboard shortcuts',
  list: [
    ['j, k', 'Next, previous conversation or pair'],
    ['↓, ↑', 'The same, in the list'],
    ['1 to 4', 'Queue, mine, all open, closed'],
    ['t', 'Take the conversation'],
    ['r', 'Write a reply'],
    ['g', 'Give back to the agent'],
    ['e', 'Resolve'],
    ['Enter', 'Send the reply'],
    ['Shift + Enter', 'New line'],
    ['Esc', 'Leave the reply field'],
    ['/', 'Find a customer, on their page'],
    ['s', 'A pair is the same person'],
    ['d', 'A pair are different people'],
    ['?', 'This list'],
  ],
} as const
