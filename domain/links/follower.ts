/** What a request says of who follows a link; a header that was not sent is undefined. */
export interface Follower {
  method: string
  userAgent: string | undefined
  purpose: string | undefined
  secPurpose: string | undefined
  xMoz: string | undefined
  xPurpose: string | undefined
}

/** Programs that look before a person does: previews of chats, proxies of mailboxes, filters of companies. */
const scanners = [
  // previews in chats and networks
  'facebookexternalhit|facebot|whatsapp/|twitterbot|slackbot|slack-imgproxy|discordbot|telegrambot|linkedinbot',
  'skypeuripreview|redditbot|vkshare|line-poker|kakaotalk-scrap|iframely|embedly',
  // mailboxes that fetch for their readers
  'googleimageproxy|ggpht|yahoomailproxy|applemail|mail privacy|outlook-express|ms-office|microsoft office',
  // filters in front of mailboxes
  'safelinks|barracuda|proofpoint|mimecast|symantec|messagelabs|trendmicro|trend micro|forcepoint|zscaler|bitdefender',
  'sophos|cisco-|ironport|fireeye|cloudmark|mailscanner|urldefense|virustotal|checkpoint|avanan|area1|egress',
  // anything that says that it is a program
  'bot\\b|bot/|crawler|spider|preview|prerender|scanner|monitor|headless|phantomjs|lighthouse|pingdom|uptime',
  'curl/|wget/|httpie|python|aiohttp|httpx|go-http-client|java/|okhttp|axios|node-fetch|undici|libwww|perl|ruby',
  'apache-httpclient|guzzle|postman|insomnia|dart:io|dalvik/|feedfetcher|google-|bingpreview|apis-google|ia_archiver',
].join('|')
const SCANNER = new RegExp(scanners, 'i')
const AHEAD = /prefetch|preview|prerender/i

/**
 * Whether this is a program and not a person. Apple's mail proxy sends a bare `Mozilla/5.0`, and so do many
 * filters: a browser says more of itself.
 */
export function isMachine(follower: Follower): boolean {
  const { method, userAgent = '' } = follower
  if (method !== 'GET') return true
  const ahead = [follower.purpose, follower.secPurpose, follower.xMoz, follower.xPurpose]
  if (ahead.some((header) => header !== undefined && AHEAD.test(header))) return true
  const agent = userAgent.trim()
  return agent.length < 20 || !agent.startsWith('Mozilla/5.0 (') || SCANNER.test(agent.slice(0, 1000))
}
