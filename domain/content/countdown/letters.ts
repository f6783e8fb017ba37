/** Five by seven dots each, a row after the other: what a countdown says. */
const dots: Record<string, string> = {
  '0': '01110 10001 10011 10101 11001 10001 01110',
  '1': '00100 01100 00100 00100 00100 00100 01110',
  '2': '01110 10001 00001 00010 00100 01000 11111',
  '3': '11111 00010 00100 00010 00001 10001 01110',
  '4': '00010 00110 01010 10010 11111 00010 00010',
  '5': '11111 10000 11110 00001 00001 10001 01110',
  '6': '00110 01000 10000 11110 10001 10001 01110',
  '7': '11111 00001 00010 00100 01000 01000 01000',
  '8': '01110 10001 10001 01110 10001 10001 01110',
  '9': '01110 10001 10001 01111 00001 00010 01100',
  ':': '00000 00100 00100 00000 00100 00100 00000',
  d: '00001 00001 01101 10011 10001 10011 01101',
  ' ': '00000 00000 00000 00000 00000 00000 00000',
}

const HEIGHT = 7

/** The text as rows of dots, each dot `scale` pixels wide and high, with an edge of one letter's width around it. */
export function lettersIn(text: string, scale: number): boolean[][] {
  const edge = 5
  const rows = Array.from({ length: HEIGHT }, (_, row) =>
    [...text].flatMap((letter) =>
      [...((dots[letter] ?? dots[' '] ?? '').split(' ')[row] ?? ''), '0'].map((dot) => dot === '1'),
    ),
  )
  const width = rows[0]?.length ?? 0
  const blank = (): boolean[] => new Array<boolean>(width + 2 * edge).fill(false)
  const framed = [
    ...Array.from({ length: edge }, blank),
    ...rows.map((row) => [
      ...new Array<boolean>(edge).fill(false),
      ...row,
      ...new Array<boolean>(edge).fill(false),
    ]),
    ...Array.from({ length: edge }, blank),
  ]
  return framed.flatMap((row) => {
    const wide = row.flatMap((dot) => new Array<boolean>(scale).fill(dot))
    return Array.from({ length: scale }, () => wide)
  })
}
