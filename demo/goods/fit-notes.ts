import type { Fit } from './family.ts'

type Group = 'tops' | 'legs' | 'feet' | 'small'

/** What is said of the cut, where a family is made for more than one sort of wearer. */
const notes: Record<Group, Record<Fit, readonly [string, ...string[]]>> = {
  tops: {
    women: [
      'Shaped at the waist, with a little more room at the hip.',
      'The women’s cut is shorter in the sleeve and easier over the hip.',
      'Runs true to size; go up one if you layer heavily.',
      'Cut for women: narrower at the shoulder, longer at the back.',
    ],
    men: [
      'A straight cut with room across the shoulders.',
      'The men’s fit is regular; between two sizes, take the larger.',
      'Cut for men, roomy enough for a layer underneath.',
      'Runs true to size, and long enough to stay tucked in.',
    ],
    kids: [
      'Sized by age, with a year of growing room.',
      'The sleeves are long and turn back, because children do not wait.',
      'There is a name tag inside and a loop outside for the school hook.',
    ],
  },
  legs: {
    women: [
      'Mid-rise, easy at the hip, with a 31-inch leg in size M.',
      'The women’s cut sits at the waist and does not gape.',
      'True to size, and a little stretch forgives lunch.',
    ],
    men: [
      'A regular rise and a 32-inch leg in size M.',
      'The men’s cut is straight from the knee down.',
      'True to size; the hem has an inch to let down.',
    ],
    kids: [
      'The waist adjusts inside with a button, and the knees are doubled.',
      'Sized by age, with a hem that lets down an inch.',
    ],
  },
  feet: {
    women: ['Built on a women’s last, narrower at the heel.', 'True to size; half sizes up to 8.5.'],
    men: ['Built on a men’s last, with room across the toes.', 'True to size; half sizes up to 10.5.'],
    kids: ['One pull opens them wide, so they go on without help.', 'Leave a thumb’s width at the toe.'],
  },
  small: {
    women: ['Sized for smaller hands and heads.'],
    men: ['Sized for larger hands and heads.'],
    kids: ['For about four to ten years.'],
  },
}

/** A sentence on the cut for this fit; `turn` chooses among them. */
export function fitNote(group: Group, fit: Fit, turn: number): string {
  const list = notes[group][fit]
  return list[turn % list.length] ?? list[0]
}

/** Which body of notes a category is described with. */
export function fitGroup(category: string, sized: boolean): Group {
  if (category === 'Footwear') return 'feet'
  if (category === 'Trousers') return 'legs'
  return sized ? 'tops' : 'small'
}
