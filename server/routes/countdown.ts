import { Router } from 'express'
import { countdownPicture } from '#domain/content/index.ts'
import type { House } from '../house.ts'

const NAME = /^(\d{1,11})\.png$/
/** What reads on the light and the dark ground of our mails alike: a card of its own. */
const COLOURS = { ink: '#26231f', ground: '#f5f3f0' }

/** `/countdown/<unix seconds>.png`: what is left until then, drawn at every opening. It reads nothing and names nobody. */
export function countdownPictures(house: Pick<House, 'clock'>): Router {
  const router = Router()
  router.get('/countdown/:file', (req, res, next) => {
    const seconds = NAME.exec(req.params.file)?.[1]
    if (seconds === undefined) return next()
    const picture = countdownPicture(new Date(Number(seconds) * 1000), house.clock(), COLOURS)
    res.set('Cache-Control', 'no-store, max-age=0')
    res.type('png').send(picture)
  })
  return router
}
