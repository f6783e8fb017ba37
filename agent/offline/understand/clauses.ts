/** The parts of a message that may each ask for something of their own; one part where there is only one. */
export function clausesOf(raw: string): string[] {
  const parts = raw
    .replace(/\s+/g, (space) => (space.includes('\n') ? '\n' : ' '))
    .split(
      /(?<=[?!])\s+|(?<=[^\d\s]{2}[.])\s+(?=\S)|\n+|;\s*|(?:,\s*|\s+)(?:and also|and then|also|plus|and|but)\s+(?=(?:what|where|when|how|do|does|is|are|can|could|i|i'd|i'm|my|please|show|tell|add|cancel|talk|which|who|will|would)\b)/i,
    )
    .map((part) => part.trim())
    .filter((part) => part.length > 1)
  return parts.length > 1 && parts.length <= 5 ? parts : [raw]
}
