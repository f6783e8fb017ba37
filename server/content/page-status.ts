const WAIT_MS = 1500
/** A message is linted at every pause of its writer: a page is asked for once a minute. */
const KEEP_MS = 60_000
const MOST_KEPT = 500

const kept = new Map<string, { status: number | null; until: number }>()

/** What a page of the shop answers to HEAD; null: nothing in time, or nothing that says whether it is there. */
export async function pageStatus(url: string): Promise<number | null> {
  const known = kept.get(url)
  const at = performance.now()
  if (known && known.until > at) return known.status
  const status = await headOf(url)
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(url, { status, until: at + KEEP_MS })
  return status
}

/** A redirect is an answer: where it leads is not followed, the shop's page may send anywhere. */
async function headOf(url: string): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(WAIT_MS)
    const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal })
    return answer.status
  } catch {
    return null
  }
}
