import { drawings, type PictureKind } from './kinds.ts'
import { type Paint, scene } from './scene.ts'
import { tonesOf } from './tones.ts'

/** Draws a thing in a colour as an SVG document, the same for the same arguments. */
export function drawPicture(kind: PictureKind, hex: string, fit: Paint['fit']): string {
  return scene(drawings[kind], { ...tonesOf(hex), fit })
}
