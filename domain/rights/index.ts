export { askRequest, decideRequest, findRequest, finishRequest, listRequests } from './queries.ts'
export {
  type ErasureMark,
  endSweep,
  erasePerson,
  exportPerson,
  noteErased,
  recordErasure,
  sweepableErasures,
} from './queries-person.ts'
export { requestTerm } from './queries-retention.ts'
export {
  type DataRequest,
  type Decision,
  mayFetch,
  type RequestKind,
  type RequestStatus,
  requestKinds,
  requestStatuses,
} from './rights.ts'
export { personalTables, rightsColumns } from './tables.ts'
