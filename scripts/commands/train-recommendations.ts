import type { Recommender, TrainingResult } from '#domain/recommendation/index.ts'
import type { Command, CommandContext } from '../command.ts'

export const trainRecommendations: Command = {
  words: ['train', 'recommendations'],
  usage: '',
  summary: 'learn from purchases and views what to recommend, now',
  notes: [
    'The running server does it every night by itself, and more often while little is known. The new model serves',
    'at once; where training fails, the one before it stays.',
  ],
  takes: [0, 0],
  needs: 'database',
  run: async (_input, context) => {
    const recommender = await openedRecommender(context)
    const bar = context.progress('Learning', 1)
    const result = await recommender
      .train({ signal: context.signal, onProgress: ({ done, total }) => bar.set(done, total) })
      .finally(() => bar.done())
    if (context.json) context.out(`${JSON.stringify(result)}\n`)
    else context.out(told(result))
    return 0
  },
}

/** The running server's own, which serves the new model at once; else one of this command. */
async function openedRecommender(context: CommandContext): Promise<Recommender> {
  if (context.running) return context.running.recommender
  const { openRecommender } = await import('#domain/recommendation/index.ts')
  const { openShelf } = await import('#knowledge/catalog/index.ts')
  const db = await context.db()
  return openRecommender(db, { shelf: await openShelf(db), clock: context.now })
}

function told({ counts, durationMs, bytes }: TrainingResult): string {
  const { purchases, looks, people, products, refused } = counts
  const left = refused > 0 ? `; ${refused} people who said no were left out` : ''
  return (
    `Learned from ${purchases} purchases and ${looks} views of ${people} people, ${products} products${left}\n` +
    `${(durationMs / 1000).toFixed(1)} s, ${(bytes / 1024).toFixed(0)} KB stored\n`
  )
}
