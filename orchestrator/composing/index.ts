export { type Composer, type ComposerDeps, createComposer } from './composer.ts'
export type { ComposeAsked } from './plan.ts'
