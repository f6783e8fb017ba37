export {
  deliverToDevice,
  findSandboxMessage,
  forgetWritten,
  markSeen,
  messagesOf,
  noteStatus,
  noteWritten,
} from './queries.ts'
export {
  backdateDevice,
  type DeviceListed,
  findDevice,
  listDevices,
  setFault,
} from './queries-devices.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { sandboxTerm } from './queries-retention.ts'
export {
  answerOf,
  type SandboxDevice,
  type SandboxFault,
  type SandboxMessage,
  type SandboxStatus,
  sandboxFaults,
  type WrittenContent,
  windowUntil,
} from './sandbox.ts'
export { personalTables, sandboxColumns } from './tables.ts'
