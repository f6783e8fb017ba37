export { approveLinted } from './approve.ts'
export {
  checkedContent,
  type PlacedText,
  textsOf,
  textsOfModule,
} from './checked-content.ts'
export { type ContentRules, contentRulesInput, defaultContentRules } from './content-rules.ts'
export { countdownPicture, timeLeft } from './countdown/countdown-picture.ts'
export {
  type ChosenCreative,
  type Creative,
  type CreativeInput,
  type CreativeRule,
  chooseCreative,
  creativeInput,
  type Viewer,
} from './creatives/creatives.ts'
export {
  creativeFor,
  creativesFor,
  listCreatives,
  removeCreative,
  saveCreative,
} from './creatives/queries.ts'
export { creativeColumns } from './creatives/tables.ts'
export type { Feed, LinkWanted, OfferFeed, ProductNow, ProductState } from './drawing/feed.ts'
export { firstNameOf } from './drawing/plain-value.ts'
export { type RenderAsked, type Rendered, renderContent } from './drawing/render.ts'
export { inFull } from './drawing/targets.ts'
export { languageFor, localeFor, variantAt } from './drawing/wording.ts'
export type { LintContext } from './lint/finding.ts'
export { hasErrors, lintContent } from './lint/lint.ts'
export { lintText } from './lint/lint-text.ts'
export { sampleGiven } from './lint/sample-feed.ts'
export { pagesIn, readLintContext } from './lint-context.ts'
export { type ModulePlace, modulePlaces } from './module-places.ts'
export { findTemplate, listTemplates, removeTemplates, saveTemplate, setTemplateStatus } from './queries.ts'
export {
  findContent,
  listContent,
  liveContent,
  sendableVersions,
  versionStatuses,
  versionsOf,
} from './queries-content.ts'
export { approveContent, removeContent, saveContent, withdrawContent } from './queries-content-changes.ts'
export {
  listSharedModules,
  removeSharedModule,
  saveSharedModule,
  sharedModules,
} from './queries-modules.ts'
export { readContentRules, writeContentRules } from './queries-rules.ts'
export { readyMadeMessages } from './ready-made/index.ts'
export { addReadyMadeMessages } from './ready-made/queries-add.ts'
export { expandModules } from './shared-modules.ts'
export { contentColumns } from './tables.ts'
export type { TemplateRef, TemplateWord } from './templates.ts'
export type { ContentSummary, DrawnFrom, LiveContent, SendableVersion } from './versions.ts'
