export {
  accountSince,
  addStaff,
  findStaff,
  listStaff,
  onlineStaff,
  seenStaff,
  setStaff,
  staffOffline,
} from './queries.ts'
export { readStaffSession, type SignInResult, signIn, signOut } from './queries-sign-in.ts'
export { staffColumns } from './tables.ts'
