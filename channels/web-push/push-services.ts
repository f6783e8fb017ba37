/** The push services of the browsers there are: Chrome and its kin, Firefox, Edge, Safari. */
const services = [
  'fcm.googleapis.com',
  'jmt17.google.com',
  '.push.services.mozilla.com',
  '.notify.windows.com',
  '.push.apple.com',
]

/**
 * Whether this is an endpoint that a browser of ours could have been given. Whoever registers a subscription
 * chooses the address that we call: no other host is called.
 */
export function isPushService(endpoint: string): boolean {
  try {
    const { protocol, hostname, port, username } = new URL(endpoint)
    if (protocol !== 'https:' || port !== '' || username !== '') return false
    return services.some((name) => (name.startsWith('.') ? hostname.endsWith(name) : hostname === name))
  } catch {
    return false
  }
}
