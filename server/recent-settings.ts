import type { Settings } from '#domain/settings/index.ts'

/** The settings for what is asked hundreds of times a second. */
export interface RecentSettings {
  /** As they were at the last `refresh`. */
  now: () => Settings
  refresh: () => Promise<void>
}

/** Reads them once, and again whenever it is told to. */
export async function openRecentSettings(read: () => Promise<Settings>): Promise<RecentSettings> {
  let settings = await read()
  return {
    now: () => settings,
    refresh: async () => {
      settings = await read()
    },
  }
}
