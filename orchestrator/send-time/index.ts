export {
  type BestTime,
  type BestTimeAsked,
  bestTime,
  everybodysHours,
  type HourShares,
  hourShares,
} from './best-time.ts'
