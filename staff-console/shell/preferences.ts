import { createStore, useStore } from '../state/store.ts'

/** What a person likes on this device. */
export interface Preferences {
  sound: boolean
  /** Shortcuts of one key can be in the way of speech input: WCAG asks for a switch. */
  singleKeys: boolean
}

const KEY = 'rapport.console'
const usual: Preferences = { sound: false, singleKeys: true }

export const preferences = createStore<Preferences>(read())

export function usePreferences(): Preferences {
  return useStore(preferences, (state) => state)
}

export function setPreference(change: Partial<Preferences>): void {
  preferences.update((held) => ({ ...held, ...change }))
  localStorage.setItem(KEY, JSON.stringify(preferences.get()))
}

function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return usual
    return {
      sound: Reflect.get(stored, 'sound') === true,
      singleKeys: Reflect.get(stored, 'singleKeys') !== false,
    }
  } catch {
    return usual
  }
}
