import type { ContentTemplateInput, ContentVersion } from '#contract/content-templates.ts'
import type { OwnModule } from './shared-modules.ts'

/** What a message is drawn from: a version with its shared modules in place. */
export interface DrawnFrom extends Omit<ContentTemplateInput, 'modules'> {
  modules: OwnModule[]
}

/** A version as it may be sent; `status` is of this moment, all else never changes. */
export interface SendableVersion {
  contentTemplateId: string
  version: number
  status: ContentVersion['status']
  drawnFrom: DrawnFrom
}

/** What a journey must know of a message to plan it. */
export interface LiveContent {
  contentTemplateId: string
  version: number
  purpose: ContentTemplateInput['purpose']
  channels: ContentTemplateInput['channels']
}

/** One message of the list: what is live of it, and what somebody writes. */
export interface ContentSummary {
  contentTemplateId: string
  name: string
  live: ContentVersion | null
  draft: ContentVersion | null
  /** The newest where nothing is live or being written. */
  latest: ContentVersion
}
