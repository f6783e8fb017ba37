import { expect, test } from 'vitest'
import { sensitiveStatement, sensitiveTrait, traitName } from '#domain/profile/index.ts'

const names: [string, string][] = [
  ['isPregnant', 'pregnancy'],
  ['health_status', 'health'],
  ['Allergies', 'health'],
  ['religion', 'religion'],
  ['politicalParty', 'politics'],
  ['ethnicity', 'ethnicity'],
  ['race', 'ethnicity'],
  ['sexualOrientation', 'sexual_life'],
  ['union_member', 'union_membership'],
  ['creditScore', 'finances'],
  ['income', 'finances'],
  ['criminalRecord', 'criminal_record'],
  ['childName', 'children'],
  ['kids_birthday', 'children'],
  ['has_children', 'children'],
  ['gps', 'precise_location'],
  ['latitude', 'precise_location'],
  ['fingerprint', 'biometrics'],
  ['passport_number', 'identity_documents'],
  ['ssn', 'identity_documents'],
  ['cardNumber', 'payment_data'],
  ['iban', 'payment_data'],
]

test.each(names)('a trait called %s is refused as %s', (name, category) => {
  expect(sensitiveTrait(traitName(name) ?? '', 'anything')).toBe(category)
})

const harmless: [string, string | number | boolean | string[]][] = [
  ['brand', 'Health & Glow'],
  ['category', 'Health and beauty'],
  ['interest_health_and_beauty', true],
  ['interests', ['kids department', 'running']],
  ['kids_department_interest', true],
  ['product', 'cross necklace'],
  ['material', 'vegan leather'],
  ['trousers_size', 'M'],
  ['last_search', 'maternity jeans size M'],
  ['colour', 'black'],
  ['colour', ['white', 'noir', 'nero', 'schwarz']],
  ['style', 'conservative'],
  ['race_distance', '10 km'],
  ['favourite_race', 'Berlin marathon'],
  ['fit', 'straight'],
  ['city', 'Christchurch'],
  ['budget', 150],
  ['union_jack_design', true],
  ['party_outfit', 'sequins'],
  ['weight_of_tent', 'light'],
  ['pillow', 'hypoallergenic'],
  ['finish', 'rich walnut'],
  ['country', 'Germany'],
  ['skin', 'sensitive skin'],
  ['food', 'kosher salt'],
]

test.each(harmless)('%s: %j is kept', (name, value) => {
  expect(sensitiveTrait(name, value)).toBeNull()
})

const told: [string, string][] = [
  ['I am allergic to nuts', 'health'],
  ['I’m diabetic', 'health'],
  ['my wife is pregnant', 'pregnancy'],
  ['I am a muslim', 'religion'],
  ['we only eat halal, halal only please', 'religion'],
  ['I am gay', 'sexual_life'],
  ['I am a black woman', 'ethnicity'],
  ['I voted for the greens', 'politics'],
  ['I am in a union', 'union_membership'],
  ['I lost my job', 'finances'],
  ['my daughter is 6', 'children'],
  ['I am on probation', 'criminal_record'],
  ['soy alérgica a las nueces', 'health'],
  ['estoy embarazada', 'pregnancy'],
  ['soy católico', 'religion'],
  ['je suis enceinte', 'pregnancy'],
  ['je suis allergique aux noix', 'health'],
  ['je suis musulmane', 'religion'],
  ['ich bin Diabetikerin', 'health'],
  ['ich bin arbeitslos', 'finances'],
  ['ich bin jüdisch', 'religion'],
  ['meine Tochter heißt Emma', 'children'],
  ['sono incinta', 'pregnancy'],
  ['sono ebreo', 'religion'],
  ['estou grávida', 'pregnancy'],
  ['sou evangélica e tenho asma', 'health'],
  ['my card is 4111 1111 1111 1111', 'payment_data'],
]

test.each(told)('tells: %s', (text, category) => {
  expect(sensitiveStatement(text)).toBe(category)
})

const shopTalk = [
  'I am looking for black jeans',
  'I’m sick of waiting',
  'I am expecting my parcel tomorrow',
  'do you have a cross necklace?',
  'maternity jeans in size M please',
  'is this hypoallergenic?',
  'I am broke down on the motorway',
  'a rich dark chocolate, please',
  'do you sell gay pride flags?',
  'my order number is 4111 2222',
  'I am straight out of luck',
  'where is the health section?',
  'a gift for my daughter',
  'un regalo para mi hija',
  'ein Geschenk für meine Tochter',
  'we are a liberal reading group shop',
  'ich suche eine schwarze Jacke',
  'busco una chaqueta negra',
  'une veste noire, taille M',
  'I need it for a church wedding',
  'I’m white glove delivery only',
  'the walls are white and I like it',
  'je veux cacher les câbles',
  'hiking aids for the trail',
]

test.each(shopTalk)('tells nothing: %s', (text) => {
  expect(sensitiveStatement(text)).toBeNull()
})
