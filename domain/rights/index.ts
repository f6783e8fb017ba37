export { askRequest, decideRequest, findRequest, finishRequest, listRequests } from './queries.ts'
export { erasePerson, exportPerson, noteErased } from './queries-person.ts'
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
