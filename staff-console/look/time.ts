import { useSyncExternalStore } from 'react'
import { texts } from '../texts.ts'

// the screens speak English: another language's month names between its words would read oddly
export const readerLocale = englishOf(globalThis.navigator?.language)

const clock = new Intl.DateTimeFormat(readerLocale, { hour: 'numeric', minute: '2-digit' })
const day = new Intl.DateTimeFormat(readerLocale, { day: 'numeric', month: 'short', year: 'numeric' })
const weekday = new Intl.DateTimeFormat(readerLocale, { weekday: 'long', day: 'numeric', month: 'long' })
const weekdayAndYear = new Intl.DateTimeFormat(readerLocale, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const exact = new Intl.DateTimeFormat(readerLocale, { dateStyle: 'full', timeStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })

function englishOf(language: string | undefined): string {
  return language?.startsWith('en') ? language : 'en-GB'
}

export const clockTime = (at: string) => clock.format(new Date(at))
export const dayAndYear = (at: string) => day.format(new Date(at))
export const exactTime = (at: string) => exact.format(new Date(at))

/** The reader's day of an ISO time, as a key. */
export const dayKey = (at: string) => new Date(at).toDateString()

/** `Today`, `Yesterday`, or the day in words; with its year where that is another one. */
export function dayName(at: string, now: Date): string {
  const key = dayKey(at)
  if (key === now.toDateString()) return texts.transcript.today
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  if (key === yesterday.toDateString()) return texts.transcript.yesterday
  const day = new Date(at)
  return (day.getFullYear() === now.getFullYear() ? weekday : weekdayAndYear).format(day)
}

/** `now`, `5 min. ago`, `yesterday`; a date after a week. */
export function timeAgo(at: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(at)) / 60_000)
  if (minutes < 1) return texts.time.now
  if (minutes < 60) return relative.format(-minutes, 'minute')
  if (minutes < 24 * 60) return relative.format(-Math.floor(minutes / 60), 'hour')
  const days = Math.floor(minutes / (24 * 60))
  return days < 7 ? relative.format(-days, 'day') : dayAndYear(at)
}

/** How long somebody has waited: `0:42`, `12:05`, `1 h 20 min`, `2 days`. */
export function waitingTime(since: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 1000))
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`
  if (minutes < 24 * 60) return texts.time.hours(Math.floor(minutes / 60), minutes % 60)
  return texts.time.days(Math.floor(minutes / (24 * 60)))
}

interface Beat {
  subscribe: (listener: () => void) => () => void
  read: () => Date
}

const beats = new Map<number, Beat>()

/** The time, renewed every `everyMs`: one timer for all that watch the same beat. */
export function useNow(everyMs: number): Date {
  const beat = beats.get(everyMs) ?? startBeat(everyMs)
  return useSyncExternalStore(beat.subscribe, beat.read)
}

function startBeat(everyMs: number): Beat {
  let now = new Date()
  let timer = 0
  const listeners = new Set<() => void>()
  const tick = () => {
    now = new Date()
    for (const listener of listeners) listener()
  }
  const beat: Beat = {
    subscribe: (listener) => {
      listeners.add(listener)
      if (listeners.size === 1) {
        now = new Date() // the time held may be as old as the last watcher; React reads it again now
        timer = window.setInterval(tick, everyMs)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) window.clearInterval(timer)
      }
    },
    read: () => now,
  }
  beats.set(everyMs, beat)
  return beat
}
