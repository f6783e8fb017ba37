const HEARD_MS = 3000

/** The one live region: what is said here is read out once by a screen reader, never shown, and soon gone. */
export function createAnnouncer(frame: HTMLElement): { say: (text: string) => void } {
  const region = document.createElement('div')
  region.className = 'hidden'
  region.setAttribute('role', 'status')
  region.setAttribute('aria-live', 'polite')
  frame.append(region)
  return {
    say(text) {
      const line = document.createElement('p')
      line.textContent = text
      region.append(line)
      setTimeout(() => line.remove(), HEARD_MS)
    },
  }
}
