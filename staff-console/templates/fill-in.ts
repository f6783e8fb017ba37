/** A template's text for the eye: places without a value stay as they are written. The server fills what is sent. */
export function fillIn(body: string, values: Readonly<Record<string, string>>): string {
  return body.replace(
    /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g,
    (place, name: string) => values[name]?.trim() || place,
  )
}
