import type { ContentTemplateInput } from '#contract/content-templates.ts'
import { inFull, pagesIn } from '#domain/content/index.ts'
import { homePage, type OwnPages, ownPage } from '#domain/links/index.ts'

const GONE = new Set([404, 410])

/**
 * Which pages of the shop that a message leads to are not there. Only the shop's own are asked for, and one that
 * gives no answer counts as there. `status` asks for a page and answers its status, null where there was none.
 */
export async function deadPages(
  written: Pick<ContentTemplateInput, 'target' | 'modules'>,
  own: OwnPages,
  status: (url: string) => Promise<number | null>,
): Promise<Set<string>> {
  const dead = new Set<string>()
  await Promise.all(
    pagesIn(written).map(async (page) => {
      const url = ownPage(inFull(page, homePage(own)) ?? '', own)
      const answer = url === null ? null : await status(url)
      if (answer !== null && GONE.has(answer)) dead.add(page)
    }),
  )
  return dead
}
