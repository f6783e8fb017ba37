import type { Rating } from '#domain/recommendation/index.ts'
import { BadInput } from '../command.ts'
import { guessDelimiter } from './delimited.ts'
import { textLines } from './text-lines.ts'

const columns = ['user', 'item', 'rating', 'time'] as const

/**
 * Ratings: user, item, rating and perhaps time, with tabs (or commas, semicolons) between; a first line whose
 * rating is no number is a header. Throws BadInput that names line and field.
 */
export async function readRatings(path: string, name: string): Promise<Rating[]> {
  const ratings: Rating[] = []
  let delimiter: string | null = null
  let number = 0
  for await (const batch of textLines(path)) {
    for (const line of batch) {
      number++
      if (line.trim() === '') continue
      const first = delimiter === null
      delimiter ??= guessDelimiter(line, null)
      const fields = line.split(delimiter).map((field) => field.trim())
      if (first && fields.length >= 3 && !isNumber(fields[2])) continue
      ratings.push(ratingOf(fields, `${name}: line ${number}`))
    }
  }
  if (ratings.length === 0) throw new BadInput(`${name}: there is no rating in it`)
  return ratings
}

const isNumber = (text: string | undefined): boolean =>
  text !== undefined && text !== '' && Number.isFinite(Number(text))

function ratingOf(fields: readonly string[], where: string): Rating {
  if (fields.length > columns.length)
    throw new BadInput(`${where}: has ${fields.length} fields, not user, item, rating and time`)
  const [user = '', item = '', rating, time = '0'] = fields
  for (const [n, value] of [user, item, rating ?? ''].entries())
    if (value === '') throw new BadInput(`${where}: ${columns[n]}: is missing`)
  for (const [column, value] of [['rating', rating] as const, ['time', time] as const])
    if (!isNumber(value)) throw new BadInput(`${where}: ${column}: "${value?.slice(0, 40)}" is no number`)
  return { user, item, rating: Number(rating), at: Number(time) * 1000 }
}
