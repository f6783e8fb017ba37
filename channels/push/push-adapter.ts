import type { ChannelAdapter, OutgoingMessage, SendResult } from '../adapter.ts'
import { type ApnsOptions, createApnsSender } from '../apns/apns-sender.ts'
import { createFcmSender, type FcmOptions } from '../fcm/fcm-sender.ts'
import { createWebPushSender, type WebPushOptions } from '../web-push/web-push-sender.ts'
import type { PushSender } from './push-sender.ts'

/** Which services are set up; a token of another one is refused as ours to mend. */
export interface PushOptions {
  web?: WebPushOptions | undefined
  fcm?: FcmOptions | undefined
  apns?: ApnsOptions | undefined
  clock: () => Date
}

const PER_SECOND = 100

/** Push messages to browsers and apps: each token says which service knows it. */
export function createPushAdapter({ web, fcm, apns, clock }: PushOptions): ChannelAdapter {
  const senders: PushSender[] = [
    ...(web ? [createWebPushSender(web)] : []),
    ...(fcm ? [createFcmSender(fcm, clock)] : []),
    ...(apns ? [createApnsSender(apns, clock)] : []),
  ]
  return {
    provider: 'push',
    channels: ['push'],
    perSecond: PER_SECOND,
    send: (message) => sendByService(senders, message),
    close: async () => {
      for (const sender of senders) await sender.close()
    },
  }
}

async function sendByService(
  senders: readonly PushSender[],
  { to, content, reference }: OutgoingMessage,
): Promise<SendResult> {
  if (content.type !== 'push') return refused('content', 'Only a push message can be pushed.')
  const target = to.push
  if (!target) return refused('invalid_address', 'The token does not say which service knows it.')
  const sender = senders.find(({ service }) => service === target.service)
  if (!sender) return refused('configuration', `${target.service} is not set up.`)
  return sender.send({ token: to.value, target, content, reference })
}

function refused(reason: 'content' | 'invalid_address' | 'configuration', text: string): SendResult {
  return { outcome: 'rejected', reason, code: 'push', text }
}
