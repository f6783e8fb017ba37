export {
  type Action,
  type LostAction,
  type NextBestAction,
  type ScoredAction,
  type Surface,
  surfaces,
} from './actions.ts'
export { type NextBestActionDeps, nextBestActions } from './next-best-actions.ts'
