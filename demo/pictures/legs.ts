import { type Stretch, symmetric } from './outline.ts'
import type { Drawing, Paint } from './scene.ts'
import { box, ellipse, group, path, solid, steps, stroke, twice } from './shapes.ts'
import { mix } from './tones.ts'

interface Legwear {
  /** Where the leg ends. */
  hem: number
  cut: 'straight' | 'slim' | 'wide'
  waist: 'belt' | 'elastic' | 'drawstring' | 'bib'
  details?: 'none' | 'cargo' | 'knees' | 'zips' | 'cuffs'
}

/** A garment for the legs, laid flat. */
export function legs(shape: Legwear): Drawing {
  return { setting: 'flat', draw: (paint) => drawLegs(shape, paint) }
}

const widths = {
  straight: { knee: 262, ankle: 268, inner: 372 },
  slim: { knee: 292, ankle: 316, inner: 378 },
  wide: { knee: 246, ankle: 240, inner: 376 },
}

function drawLegs(shape: Legwear, paint: Paint): string {
  const hip = paint.fit === 'women' ? 258 : 268
  const waist = paint.fit === 'women' ? 302 : 292
  const { knee, ankle, inner } = widths[shape.cut]
  const bib = shape.waist === 'bib'
  const side: Stretch[] = [
    [waist, 122],
    [waist - 8, 190, hip, 260],
    [knee - 6, 400, ankle, shape.hem],
    [inner, shape.hem + 6],
    [388, 420, 400, 318],
  ]
  const d = symmetric([400, 118], side)
  return group(
    [
      bib ? bibOf(paint) : '',
      solid(d, paint.base),
      twice(
        path(
          `M${inner} ${shape.hem + 6} Q388 420 400 318 L400 350 Q392 470 ${inner - 16} ${shape.hem + 5} Z`,
          paint.shade,
          { 'fill-opacity': 0.7 },
        ),
      ),
      waistOf(shape.waist, waist, paint),
      fly(shape, paint),
      twice(detailsOf(shape, paint, ankle, inner)),
    ].join(''),
    { transform: placed(shape, paint) },
  )
}

/** Fills the picture: trousers are long, shorts are not, children's are smaller. */
function placed({ waist, hem, cut }: Legwear, { fit }: Paint): string {
  if (waist === 'bib') return 'translate(16 150) scale(.96 .82)'
  const size = fit === 'kids' ? 0.86 : 1
  const [wide, tall] = hem < 500 ? [1.5, 1.5] : [cut === 'slim' ? 1.12 : 1.2, 1]
  const middle = (112 + hem) / 2
  return `translate(${400 - 400 * wide * size} ${400 - middle * tall * size}) scale(${wide * size} ${tall * size})`
}

function waistOf(kind: Legwear['waist'], x: number, paint: Paint): string {
  const band = solid(
    `M${x} 116 Q400 104 ${800 - x} 116 L${802 - x} 152 Q400 142 ${x - 2} 152 Z`,
    mix(paint.base, paint.shade, 0.6),
  )
  if (kind === 'elastic' || kind === 'drawstring') {
    const gathers = steps(x + 8, 792 - x, 20).map((at) =>
      stroke(`M${at} 116 v30`, paint.line, 2, { 'stroke-opacity': 0.5 }),
    )
    const string =
      kind === 'drawstring'
        ? stroke('M386 144 q-22 60 -8 96 M414 144 q20 50 12 84', mix(paint.light, '#f3e9d8', 0.6), 5)
        : ''
    return band + gathers.join('') + string
  }
  const loops = [x + 26, 400 - 56, 400 + 44, 800 - x - 38].map((at) => box(at, 106, 12, 52, 4, paint.shade))
  return band + loops.join('') + ellipse(400, 130, 9, 9, mix(paint.light, '#cbb98f', 0.6))
}

function fly(shape: Legwear, paint: Paint): string {
  const seam = stroke('M400 150 V318', paint.line, 3, { 'stroke-opacity': 0.7 })
  if (shape.waist !== 'belt')
    return shape.cut === 'slim'
      ? seam
      : seam + twice(stroke('M300 170 Q296 220 272 250', paint.line, 4, { 'stroke-opacity': 0.7 }))
  const curve = stroke('M424 152 V246 Q422 268 400 272', paint.line, 2.5, { 'stroke-opacity': 0.7 })
  return seam + curve + twice(stroke('M346 152 Q338 214 268 224', paint.line, 4, { 'stroke-opacity': 0.7 }))
}

function detailsOf({ details, hem }: Legwear, paint: Paint, ankle: number, inner: number): string {
  const crease = stroke(`M322 330 Q316 480 ${(ankle + inner) / 2} ${hem - 20}`, paint.light, 4, {
    'stroke-opacity': 0.35,
  })
  const edge = stroke(`M${ankle} ${hem - 16} L${inner} ${hem - 11}`, paint.line, 2.5, {
    'stroke-opacity': 0.6,
  })
  switch (details) {
    case 'cargo':
      return crease + edge + pocket(paint) + panel(430, paint)
    case 'knees':
      return edge + panel(420, paint)
    case 'zips':
      return (
        edge +
        stroke(`M262 446 Q320 458 380 448`, paint.deep, 8, { 'stroke-opacity': 0.6 }) +
        stroke('M262 446 Q320 458 380 448', '#d9c9a4', 3, { 'stroke-dasharray': '4 4' })
      )
    case 'cuffs':
      return (
        crease +
        path(
          `M${ankle} ${hem - 34} L${inner + 2} ${hem - 28} L${inner} ${hem + 6} L${ankle} ${hem} Z`,
          paint.shade,
        )
      )
    default:
      return crease + edge
  }
}

function pocket(paint: Paint): string {
  const d = 'M268 330 L330 336 L328 420 Q328 428 318 427 L274 422 Q266 421 266 412 Z'
  return (
    path(d, paint.shade) +
    stroke(d, paint.line, 2.5, { 'stroke-opacity': 0.6 }) +
    path('M264 326 L334 333 L333 354 L264 347 Z', paint.deep, { 'fill-opacity': 0.55 })
  )
}

function panel(y: number, paint: Paint): string {
  return path(
    `M276 ${y} Q326 ${y - 18} 376 ${y + 6} L372 ${y + 116} Q322 ${y + 134} 280 ${y + 112} Z`,
    paint.deep,
    { 'fill-opacity': 0.32 },
  )
}

function bibOf(paint: Paint): string {
  const straps = stroke('M336 -16 Q330 -118 400 -132', paint.shade, 26, { 'stroke-linecap': 'butt' })
  return (
    twice(straps) +
    solid('M312 -44 Q400 -54 488 -44 L506 132 H294 Z', paint.base) +
    path('M346 12 H454 V78 Q454 92 440 92 H360 Q346 92 346 78 Z', paint.shade) +
    stroke('M400 12 V92', paint.line, 2.5) +
    twice(ellipse(332, -22, 11, 11, '#c9b07c'))
  )
}
