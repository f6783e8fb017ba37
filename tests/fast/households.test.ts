import { expect, test } from 'vitest'
import {
  groupResidents,
  normaliseAddress,
  partName,
  placeOf,
  surnameAsWritten,
} from '../../domain/identity/households/index.ts'

const at = (line1: string, more: { line2?: string; city?: string; postcode?: string } = {}) =>
  normaliseAddress({
    line2: undefined,
    region: undefined,
    city: 'X',
    postcode: '1',
    country: 'GB',
    line1,
    ...more,
  })

test.each([
  ['12 Main Street', '12, main st.'],
  ['12 St. James Avenue', '12 Saint James Ave'],
  ['12b Upper North Road', '12 B  UPPER N RD'],
  ['Hauptstraße 5', 'Hauptstr. 5'],
  ['Haupt-Strasse 5', 'hauptstrasse 5'],
  ['12 rue de la Paix', '12, Rue La Paix'],
  ['Calle Álamo 7', 'c/ alamo, 7'],
  ['Av. da Liberdade 9', 'Avenida Liberdade, 9'],
  ['Piazza Dante 3', 'P.za dante 3'],
  ['Kerkstraat 8', 'Kerkstr 8'],
  ['Flat 3, 12 Main Street', '12 Main St, Apt. 3'],
  ['3/12 Main Street', '12 Main St flat 3'],
])('%s is %s', (one, other) => {
  expect(at(other)).toEqual(at(one))
  expect(placeOf(at(one))).not.toBeNull()
})

test('a flat on the second line is the same flat on the first', () => {
  expect(at('12 Main Street', { line2: 'Flat 3' })).toEqual(at('Flat 3, 12 Main Street'))
})

test.each([
  ['12 Main Street', '21 Main Street'],
  ['12 Main Street', '12 Main Road'],
  ['12 Main Street', '12a Main Street'],
  ['3 North Street', '3 South Street'],
])('%s is not %s', (one, other) => {
  expect(placeOf(at(other))).not.toBe(placeOf(at(one)))
})

test('another postcode, or without one another city, is another place', () => {
  expect(placeOf(at('1 A Street', { postcode: 'AB1 2CD' }))).toBe(
    placeOf(at('1 A St', { postcode: 'ab12cd' })),
  )
  expect(placeOf(at('1 A Street', { postcode: '1' }))).not.toBe(placeOf(at('1 A Street', { postcode: '2' })))
  const ofCity = (city: string) => placeOf(at('1 A Street', { postcode: '', city }))
  expect(ofCity('Köln')).toBe(ofCity('koln'))
  expect(ofCity('Köln')).not.toBe(ofCity('Bonn'))
  expect(placeOf(at(''))).toBeNull()
})

test.each([
  ['Ada Lovelace', 'ada', 'lovelace', 'Lovelace'],
  ['Lovelace, Ada', 'ada', 'lovelace', 'Lovelace'],
  ['Jan van der Berg', 'jan', 'van der berg', 'van der Berg'],
  ['Dr. María José García', 'maria jose', 'garcia', 'García'],
  ['Cher', '', 'cher', 'Cher'],
  ['', '', '', ''],
])('the name %s', (name, given, surname, written) => {
  expect(partName(name)).toEqual({ given, surname })
  expect(surnameAsWritten(name)).toBe(written)
})

const resident = (customerId: string, surname: string, unit = '', city = 'london') => ({
  customerId,
  surname,
  unit,
  city,
  householdId: null,
})
const grouped = (...residents: ReturnType<typeof resident>[]) =>
  groupResidents(residents)
    .map((family) =>
      family
        .map(({ customerId }) => customerId)
        .sort()
        .join(''),
    )
    .sort()

test('one surname in one place is a household, give or take a slip; another name is not of it', () => {
  expect(grouped(resident('a', 'meyer'), resident('b', 'meier'), resident('c', 'smith'))).toEqual(['ab'])
  expect(grouped(resident('a', 'meyer'), resident('b', 'smith'))).toEqual([])
  expect(grouped(resident('a', 'li'), resident('b', 'lo'))).toEqual([])
  expect(grouped(resident('a', 'meyer'), resident('b', 'meyer', '', 'leeds'))).toEqual([])
  expect(grouped(resident('a', 'meyer'), resident('b', 'meyer', '', 'Londn'.toLowerCase()))).toEqual(['ab'])
})

test('two flats of one house are two households', () => {
  const flats = [resident('a', 'meyer', '1'), resident('b', 'meyer', '1'), resident('c', 'meyer', '2')]
  expect(grouped(...flats)).toEqual(['ab'])
  expect(grouped(...flats, resident('d', 'meyer', '2'), resident('e', 'meyer'))).toEqual(['ab', 'cd'])
  expect(grouped(resident('a', 'meyer', '1'), resident('e', 'meyer'))).toEqual(['ae'])
})
