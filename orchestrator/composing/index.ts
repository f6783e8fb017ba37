export { type Composer, type ComposerDeps, createComposer } from './composer.ts'
export { deadPages } from './dead-pages.ts'
export type { ComposeAsked } from './plan.ts'
export {
  type ContentPreview,
  MOST_PREVIEWED,
  type PreviewAsked,
  type PreviewDeps,
  previewContent,
} from './preview.ts'
