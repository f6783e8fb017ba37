/**
 * The service worker that shows push messages: plain JavaScript for every browser that can push. It keeps and
 * reports nothing; a tap opens the message's link, in a window of the shop where one is open.
 */
export const pushWorker = `'use strict'
self.addEventListener('push', (event) => {
  let message = {}
  try {
    message = event.data ? event.data.json() : {}
  } catch {
    return
  }
  if (!message.title) return
  const options = { body: message.body || '', tag: message.id, data: { url: message.url || '/' } }
  if (message.image) options.image = message.image
  event.waitUntil(self.registration.showNotification(message.title, options))
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(new URL(event.notification.data.url, self.location.origin).href))
})
async function open(url) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  for (const client of windows) if (client.url === url && 'focus' in client) return client.focus()
  return self.clients.openWindow(url)
}
`
