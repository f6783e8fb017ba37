/** Unix seconds as Meta writes them; null where they are none. */
export function momentOf(seconds: string | number | undefined): Date | null {
  const ms = Number(seconds) * 1000
  return seconds !== undefined && ms > 0 && ms < 8.64e15 ? new Date(ms) : null
}
