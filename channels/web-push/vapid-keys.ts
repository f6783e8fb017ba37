import webPush from 'web-push'

/** Who we are to push services. Subscriptions are made for the public one: with another pair all are lost. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
}

export function newVapidKeys(): VapidKeys {
  const { publicKey, privateKey } = webPush.generateVAPIDKeys()
  return { publicKey, privateKey }
}
