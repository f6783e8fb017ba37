const ALONE = 'rapport'
const BEGUN = 'rapport.begun'
const ANSWER_MS = 500

/**
 * Several tabs of one shop, one session. A tab's localStorage lags behind another's while locks do not, so a tab
 * that has begun a session holds a lock which says so, and tells the session to whoever asks it.
 */
export function createTabs(session: () => string | null) {
  let release: (() => void) | undefined
  let channel: BroadcastChannel | undefined

  return {
    /** One tab at a time; at once where a browser has no locks (plain http). */
    alone<T>(work: () => Promise<T>): Promise<T> {
      return 'locks' in navigator ? navigator.locks.request(ALONE, work) : work()
    },
    /** Says that this tab has a session, until it ends. To be awaited before the next tab may look. */
    begun(): Promise<void> {
      if (!('locks' in navigator) || release) return Promise.resolve()
      channel = new BroadcastChannel(BEGUN)
      channel.onmessage = ({ data }) => {
        if (data === 'which?' && session() !== null) channel?.postMessage({ session: session() })
      }
      return new Promise((granted) => {
        const held = new Promise<void>((resolve) => {
          release = resolve
        })
        void navigator.locks.request(BEGUN, { mode: 'shared' }, () => {
          granted()
          return held
        })
      })
    },
    /** The session of another tab that has begun one; null where none has, or it does not answer. */
    async sessionOfAnother(): Promise<string | null> {
      if (!('locks' in navigator)) return null
      const { held } = await navigator.locks.query()
      if (!held?.some((lock) => lock.name === BEGUN)) return null
      const asking = new BroadcastChannel(BEGUN)
      const answer = new Promise<string | null>((resolve) => {
        asking.onmessage = ({ data }) => {
          if (typeof data?.session === 'string') resolve(data.session)
        }
        setTimeout(resolve, ANSWER_MS, null)
      })
      asking.postMessage('which?')
      return answer.finally(() => asking.close())
    },
    ended(): void {
      release?.()
      channel?.close()
      release = undefined
      channel = undefined
    },
  }
}
