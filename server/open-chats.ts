/** Whether a chat of somebody is open on the site. The sockets, which know, are opened after those who ask. */
export interface OpenChats {
  isOpen: (customerId: string) => Promise<boolean>
  /** Told by whoever holds the sockets; answers how to take it back. */
  knownBy: (ask: (customerId: string) => Promise<boolean>) => () => void
}

/** Until somebody knows, none is open. */
export function createOpenChats(): OpenChats {
  let ask: ((customerId: string) => Promise<boolean>) | null = null
  return {
    isOpen: async (customerId) => (await ask?.(customerId)) ?? false,
    knownBy: (given) => {
      ask = given
      return () => {
        ask = null
      }
    },
  }
}
