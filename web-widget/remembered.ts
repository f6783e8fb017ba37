/** The one key of localStorage that the widget uses; `rapport.open` in sessionStorage keeps a tab's panel open. */
export const STORAGE_KEY = 'rapport'
export const OPEN_KEY = 'rapport.open'

/** Whether a chat was kept on this device. Storage may be barred altogether: then there is none. */
export function hasRemembered(): boolean {
  return hasKey(() => localStorage, STORAGE_KEY)
}

export function wasOpen(): boolean {
  return hasKey(() => sessionStorage, OPEN_KEY)
}

function hasKey(storage: () => Storage, key: string): boolean {
  try {
    return storage().getItem(key) !== null
  } catch {
    return false
  }
}
