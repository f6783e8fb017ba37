export { type NormalAddress, normaliseAddress, placeOf, plainText } from './address.ts'
export { groupResidents, isSameSurname, type Resident } from './group-residents.ts'
export { type PersonName, partName, surnameAsWritten } from './person-name.ts'
