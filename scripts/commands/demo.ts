import type { Command } from '../command.ts'

export const demoRemove: Command = {
  words: ['demo', 'remove'],
  usage: '',
  summary: 'remove the demo shop: its products, documents, stores, customers and orders',
  takes: [0, 0],
  needs: 'database',
  run: async (_input, context) => {
    const { removeDemo } = await import('#demo/index.ts')
    await removeDemo(await context.db(), context.now())
    await context.running?.search.refresh()
    context.out(
      context.json ? '{"removed":true}\n' : 'The demo shop is gone; what you imported is still there.\n',
    )
    return 0
  },
}
