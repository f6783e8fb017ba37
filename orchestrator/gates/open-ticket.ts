import type { Gate } from '../outbound.ts'
import { allowed, refused } from './answer.ts'

/**
 * Nothing is sold to somebody who waits for help. The associate who holds the conversation is the help: it bars
 * everybody but them; another conversation, or a ticket, bars them too.
 */
export const openTicket: Gate = ({ sender }, { person }) => {
  const theirs = (staffId: string | null) =>
    sender.type === 'associate' && staffId !== null && staffId === sender.staffId
  if (person.withStaff.some(({ staffId }) => !theirs(staffId))) return refused('with_staff')
  return person.openTickets.length > 0 ? refused('open_ticket') : allowed
}
