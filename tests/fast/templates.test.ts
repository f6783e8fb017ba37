import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillTemplate, parametersIn } from '#contract/templates.ts'

const template = (body: string) => ({ body, parameters: parametersIn(body) })

test('parameters are found by number, by name and by single words, in their order', () => {
  expect(parametersIn('a {{2}} b {{1}} c {{10}} d {{2}}')).toEqual(['1', '2', '10'])
  expect(parametersIn('Hi {{name}}, {{ first_name }} {{A1}} {{name}}')).toEqual(['name', 'first_name', 'A1'])
  expect(parametersIn('no {first} one')).toEqual([])
})

test('every parameter is filled, wherever it stands', () => {
  const filled = fillTemplate(template('Hi {{name}}: {{ item }} for {{name}}.'), {
    name: ' Ann ',
    item: '$& {{name}}',
  })
  expect(filled).toEqual({
    ok: true,
    text: 'Hi Ann: $& {{name}} for Ann.',
    values: [
      { name: 'name', value: 'Ann' },
      { name: 'item', value: '$& {{name}}' },
    ],
  })
})

test('what is missing, empty, unknown or cannot be sent is told apart', () => {
  const fill = (given: Record<string, string>) => fillTemplate(template('a {{name}} b {{item}} c'), given)
  const none = { ok: false, missing: [], empty: [], unknown: [], unsendable: [] }
  expect(fill({ name: 'Ann' })).toEqual({ ...none, missing: ['item'] })
  expect(fill({ name: 'Ann', item: 'x', toString: 'y' })).toEqual({ ...none, unknown: ['toString'] })
  for (const blank of ['', '   ', '\u00a0', '\u200b', '\u2060 \ufeff', '\u3164', '\u2800'])
    expect(fill({ name: 'Ann', item: blank })).toMatchObject({ ok: false, empty: ['item'] })
  for (const bad of ['a\nb', 'a\tb', 'a\r\nb', 'a     b', 'a\u2028b'])
    expect(fill({ name: bad, item: 'x' })).toEqual({ ...none, unsendable: ['name'] })
  expect(fill({ name: 'a    b', item: 'x' })).toMatchObject({ ok: true })
})

test('no value can put a parameter into the text, or leave one in it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, two) => {
      const filled = fillTemplate(template('a {{x}} b {{y}} c'), { x: one, y: two })
      if (filled.ok) expect(filled.text).toBe(`a ${one.trim()} b ${two.trim()} c`)
    }),
  )
})
