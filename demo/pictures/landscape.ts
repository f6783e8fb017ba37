import { randomFor } from '../random.ts'
import { ellipse, path, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

const WIDTH = 1600
const far = '#c9bda8'
const near = '#2f4a43'

/** The picture of the front page: a tarn among hills at dusk, with one lit tent. */
export function landscape(): string {
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900" preserveAspectRatio="xMidYMax slice">',
    '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a9bfc4"/>',
    '<stop offset=".42" stop-color="#e7d5bb"/><stop offset=".62" stop-color="#efc79a"/></linearGradient>',
    '<linearGradient id="water" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e9c39a"/>',
    '<stop offset="1" stop-color="#5d8186"/></linearGradient>',
    '<radialGradient id="glow"><stop offset="0" stop-color="#ffe2a6" stop-opacity=".9"/>',
    '<stop offset="1" stop-color="#ffd48a" stop-opacity="0"/></radialGradient></defs>',
    '<rect width="1600" height="900" fill="url(#sky)"/>',
    ellipse(1180, 330, 250, 250, 'url(#glow)'),
    ellipse(1180, 330, 62, 62, '#fff0cf'),
    hill('far', 470, 70, 0.05),
    hill('middle', 545, 80, 0.28),
    hill('close', 610, 60, 0.52),
    tarn(),
    hill('shore', 760, 30, 0.74),
    trees(),
    tent(1010, 776),
    hill('front', 878, 22, 0.96),
    '</svg>',
  ].join('')
}

/** A ridge across the picture; `depth` 0 is far and pale, 1 near and dark. */
function hill(name: string, y: number, height: number, depth: number): string {
  const random = randomFor(`hill:${name}`)
  const points = steps(-80, WIDTH + 80, 9).map((x) => [x, y - random.next() * height * 2] as const)
  const curve = points
    .slice(1)
    .map(([x, top], index) => {
      const [before = 0, height = 0] = points[index] ?? []
      const middle = (before + x) / 2
      return `C${middle} ${height.toFixed(0)} ${middle} ${top.toFixed(0)} ${x} ${top.toFixed(0)}`
    })
    .join(' ')
  return path(`M-80 ${points[0]?.[1].toFixed(0) ?? y} ${curve} V900 H-80 Z`, mix(far, near, depth))
}

function tarn(): string {
  const ripples = steps(628, 740, 7).map((y, index) =>
    stroke(
      `M${430 + index * 36} ${y} h${150 + ((index * 67) % 190)} m60 6 h${40 + ((index * 43) % 130)}`,
      '#fbe7c6',
      3,
      {
        'stroke-opacity': 0.5 - index * 0.05,
      },
    ),
  )
  return (
    path('M180 690 Q520 600 900 612 Q1270 620 1500 690 Q1240 800 820 792 Q360 788 180 690 Z', 'url(#water)') +
    ripples.join('')
  )
}

function trees(): string {
  const random = randomFor('trees')
  return [...steps(20, 420, 13), ...steps(1280, 1590, 10)]
    .map((x) => {
      const height = random.between(80, 180)
      const foot = 820 + random.between(-26, 24)
      return fir(x + random.between(-16, 16), foot, height, mix('#3f5d50', near, random.next()))
    })
    .join('')
}

function fir(x: number, foot: number, height: number, fill: string): string {
  const tier = (from: number, to: number, half: number) =>
    `M${x} ${foot - height * from} L${x + half} ${foot - height * to} H${x - half} Z`
  const half = height * 0.24
  return path(`${tier(1, 0.55, half * 0.6)} ${tier(0.78, 0.28, half * 0.82)} ${tier(0.55, 0, half)}`, fill)
}

function tent(x: number, y: number): string {
  return [
    ellipse(x, y - 30, 260, 150, 'url(#glow)'),
    path(`M${x} ${y - 120} L${x - 150} ${y + 24} H${x + 150} Z`, '#d9964a'),
    path(`M${x} ${y - 120} L${x + 60} ${y + 24} H${x + 150} Z`, '#b5713a'),
    path(`M${x - 8} ${y - 92} L${x - 58} ${y + 24} H${x + 14} Z`, '#ffe7ad'),
    stroke(`M${x} ${y - 120} L${x - 210} ${y + 30} M${x} ${y - 120} L${x + 210} ${y + 30}`, '#6a5a48', 3),
  ].join('')
}
