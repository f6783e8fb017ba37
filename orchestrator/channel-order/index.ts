export { answerRate, type ChannelAsked, type OrderedChannel, orderChannels } from './order-channels.ts'
