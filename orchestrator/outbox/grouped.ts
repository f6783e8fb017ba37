/**
 * Works off what many callers bring, in groups: whatever arrived while the last group was worked on. Each
 * caller gets its own answer; where a group fails its parcels are tried one by one, so that one fails alone.
 */
export interface Grouped<In, Out> {
  submit: (given: readonly In[]) => Promise<Out[]>
  /** Takes nothing new, and waits for what was taken. */
  close: () => Promise<void>
}

interface Parcel<In, Out> {
  given: readonly In[]
  resolve: (answers: Out[]) => void
  reject: (error: unknown) => void
}

export function createGrouped<In, Out>(options: {
  /** Answers one for each, in their order. */
  work: (given: readonly In[]) => Promise<Out[]>
  /** Groups worked on at the same time. */
  writers: number
  mostInGroup: number
}): Grouped<In, Out> {
  const { work, mostInGroup } = options
  const queue: Parcel<In, Out>[] = []
  const running = new Set<Promise<void>>()
  let closed = false

  const wake = () => {
    if (queue.length === 0 || running.size >= options.writers) return
    const run = runs().finally(() => {
      running.delete(run)
      wake()
    })
    running.add(run)
  }
  const runs = async () => {
    await new Promise((resolve) => setImmediate(resolve)) // what arrives in this very turn comes along
    while (queue.length > 0) await settle(takeGroup(queue, mostInGroup), work)
  }
  return {
    submit: async (given) => {
      if (closed) throw new Error('the outbox is closing')
      if (given.length === 0) return []
      return new Promise<Out[]>((resolve, reject) => {
        queue.push({ given, resolve, reject })
        wake()
      })
    },
    close: async () => {
      closed = true
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/** The parcels that came first, so many that the group stays small; one at least. */
function takeGroup<In, Out>(queue: Parcel<In, Out>[], most: number): Parcel<In, Out>[] {
  let size = 0
  let parcels = 0
  for (const { given } of queue) {
    if (parcels > 0 && size + given.length > most) break
    size += given.length
    parcels += 1
  }
  return queue.splice(0, parcels)
}

async function settle<In, Out>(
  parcels: readonly Parcel<In, Out>[],
  work: (given: readonly In[]) => Promise<Out[]>,
): Promise<void> {
  try {
    const answers = await work(parcels.flatMap(({ given }) => given))
    let at = 0
    for (const { given, resolve } of parcels) {
      resolve(answers.slice(at, at + given.length))
      at += given.length
    }
  } catch (error) {
    const [only] = parcels
    if (parcels.length === 1 && only) only.reject(error)
    else for (const parcel of parcels) await settle([parcel], work)
  }
}
