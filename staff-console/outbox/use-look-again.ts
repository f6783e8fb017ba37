import { useEffect } from 'react'

const LOOK_AGAIN_MS = 5000

/** Looks again every so often while the page is in front, and as soon as it comes back. */
export function useLookAgain(look: () => void, everyMs = LOOK_AGAIN_MS): void {
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === 'visible') look()
    }
    const timer = window.setInterval(again, everyMs)
    document.addEventListener('visibilitychange', again)
    return () => {
      window.clearInterval(timer)
      document.removeEventListener('visibilitychange', again)
    }
  }, [look, everyMs])
}
