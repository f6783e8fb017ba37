import type { ContentVersion, Finding } from '#contract/content-templates.ts'
import { Problem } from '#contract/problem.ts'
import type { Db } from '#store/index.ts'
import type { LintContext } from './lint/finding.ts'
import { hasErrors, lintContent } from './lint/lint.ts'
import { findContent } from './queries-content.ts'
import { approveContent } from './queries-content-changes.ts'

/**
 * Lints a draft and makes it live where nothing bars it; answers what was found. Throws `conflict` with one entry
 * per error where something does, or where the draft is not the one that was read (`rev`).
 */
export async function approveLinted(
  db: Db,
  which: { contentTemplateId: string; version: number; rev: number },
  by: { staffId: string | null; context: LintContext },
  now: Date,
): Promise<{ version: ContentVersion; findings: Finding[] }> {
  const draft = await findContent(db, which.contentTemplateId, which.version)
  if (!draft) throw new Problem('not-found', 'There is no such message.')
  const {
    contentTemplateId,
    version,
    status,
    rev,
    updatedAt,
    updatedBy,
    approvedAt,
    approvedBy,
    ...written
  } = draft
  const findings = lintContent(written, by.context)
  if (hasErrors(findings)) {
    const errors = findings.filter(({ level }) => level === 'error')
    throw new Problem('conflict', 'The message is not ready to be sent.', {
      errors: errors.map(({ path, words }) => ({ path, message: words })),
    })
  }
  return { version: await approveContent(db, which, by.staffId, now), findings }
}
