import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '#store/index.ts'

/**
 * The ladder: a file may import from a room on a lower rung, never from its own rung (but itself) or above.
 * `docs/architecture.md` says why.
 */
const ladder: string[][] = [
  ['scripts'],
  ['server'],
  ['demo'],
  ['inbound', 'measurement'],
  ['agent'],
  ['tools'],
  ['orchestrator'],
  ['domain/slots'],
  ['domain/recommendation', 'domain/offers', 'domain/audiences'],
  ['domain/segments', 'domain/content', 'knowledge/search'],
  ['domain/profile', 'domain/handoff'],
  ['domain/orders', 'domain/carts', 'domain/staff', 'domain/ugc'],
  [
    'domain/events',
    'domain/consent',
    'domain/conversations',
    'domain/experiments',
    'domain/rights',
    'domain/sandbox',
    'domain/links',
    'domain/webhooks',
    'knowledge/catalog',
    'knowledge/documents',
  ],
  ['domain/identity', 'domain/settings'],
  ['store', 'channels', 'models'],
  ['contract'],
]
const browserRooms = ['web-widget', 'staff-console', 'demo/storefront']
const anyDoor = ['tests', 'bench']

/** Each vendor is named in these places and nowhere else. */
const vendorHomes: Record<string, string[]> = {
  '@electric-sql/': ['store'],
  pg: ['store', 'tests', 'bench', 'server'],
  'pg-copy-streams': ['store'],
  '@energetic-ai/': ['models'],
  '@langchain/openai': ['models'],
  openai: ['models'],
  langchain: ['agent', 'tests', 'bench'],
  '@langchain/langgraph': ['agent'],
  '@langchain/core': ['agent', 'models', 'tests', 'bench'],
  express: ['server', 'tests'],
  'socket.io': ['server', 'tests'],
  '@socket.io/postgres-adapter': ['server'],
  'socket.io-client': ['web-widget', 'staff-console', 'tests', 'bench'],
  preact: ['web-widget'],
  'react-dom': ['staff-console', 'web-widget', 'demo/storefront'],
  'playwright-core': ['tests', 'scripts'],
  jose: ['channels', 'domain/identity', 'tests'],
  'mmdb-lib': ['domain/profile'],
  pino: ['server', 'scripts'],
  'prom-client': ['server'],
  marked: ['knowledge/documents'],
  htmlparser2: ['knowledge/documents', 'knowledge/catalog'],
  '@segment/': ['tests'],
  'csv-parse': ['knowledge/catalog', 'scripts'],
  'cli-progress': ['scripts'],
  fflate: ['scripts', 'tests'],
  'pg-boss': ['store'],
  twilio: ['channels', 'tests'],
  minisearch: ['bench'],
  '@orama/orama': ['bench'],
  nodemailer: ['channels'],
  'web-push': ['channels'],
  'whatsapp-web.js': ['channels', 'tests'],
  'smtp-server': ['tests'],
  'temporal-polyfill': ['orchestrator', 'tests'],
}

const skipped = new Set(['node_modules', 'dist', '.cache', 'data', '.git', 'docs', '.ci'])

interface SourceFile {
  path: string
  room: string
  text: string
  imports: { target: string; typeOnly: boolean }[]
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (skipped.has(name)) return []
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return walk(path)
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [path] : []
  })
}

function roomOf(path: string): string {
  const browser = browserRooms.find((room) => path.startsWith(`${room}/`))
  if (browser) return browser
  const [first = '', second = ''] = path.split('/')
  return first === 'domain' || first === 'knowledge' ? `${first}/${second}` : first
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

const files: SourceFile[] = walk(projectRoot).map((absolute) => {
  const path = relative(projectRoot, absolute)
  const text = readFileSync(absolute, 'utf8')
  const imports = [...text.matchAll(importPattern)].map((match) => ({
    target: resolveTarget(absolute, match[2] ?? match[3] ?? ''),
    typeOnly: match[1] !== undefined,
  }))
  return { path, room: roomOf(path), text, imports }
})

/** `#domain/orders/index.ts` and `../orders/index.ts` both become `domain/orders/index.ts`; vendors stay as written. */
function resolveTarget(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return relative(projectRoot, resolve(dirname(from), specifier))
  return specifier
}

const isOurs = (target: string) => /\.(tsx?|css|md|sql|json)$/.test(target) && !target.startsWith('@')
const rungOf = (room: string) => ladder.findIndex((rung) => rung.includes(room))

test('every source file stands in a room that the ladder names', () => {
  const strays = files
    .filter(
      (file) => rungOf(file.room) < 0 && !browserRooms.includes(file.room) && !anyDoor.includes(file.room),
    )
    .filter((file) => file.path !== 'vitest.config.ts')
    .map((file) => file.path)
  expect(strays).toEqual([])
})

test('imports only go down the ladder', () => {
  const wrong: string[] = []
  for (const file of files) {
    if (anyDoor.includes(file.room) || browserRooms.includes(file.room)) continue
    for (const { target } of file.imports.filter((entry) => isOurs(entry.target))) {
      const room = roomOf(target)
      if (room !== file.room && rungOf(room) <= rungOf(file.room)) wrong.push(`${file.path} -> ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('a room is entered through its door', () => {
  const wrong: string[] = []
  for (const file of files) {
    if (anyDoor.includes(file.room)) continue
    for (const { target } of file.imports.filter((entry) => isOurs(entry.target))) {
      const room = roomOf(target)
      if (room === file.room || room === 'contract') continue
      if (target !== `${room}/index.ts`) wrong.push(`${file.path} -> ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('browser code imports types only, and only from contract', () => {
  const wrong: string[] = []
  for (const file of files.filter((entry) => browserRooms.includes(entry.room))) {
    for (const { target, typeOnly } of file.imports) {
      if (target === 'zod') wrong.push(`${file.path} -> zod`)
      if (!isOurs(target) || roomOf(target) === file.room) continue
      if (roomOf(target) !== 'contract' || !typeOnly) wrong.push(`${file.path} -> ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('each vendor has one home', () => {
  const wrong: string[] = []
  for (const file of files) {
    for (const { target } of file.imports.filter((entry) => !isOurs(entry.target))) {
      const vendor = Object.keys(vendorHomes).find(
        (name) => target === name || target.startsWith(name.endsWith('/') ? name : `${name}/`),
      )
      if (vendor && !vendorHomes[vendor]?.includes(file.room)) wrong.push(`${file.path} -> ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('SQL stands in the room that owns its tables, in queries files, and is written by it alone', () => {
  const sqlOutside = files.filter(
    (file) =>
      /^(domain|knowledge)\//.test(file.room) &&
      !/queries(\.|-)|\/queries\//.test(file.path) &&
      /\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(file.text),
  )
  expect(sqlOutside.map((file) => file.path)).toEqual([])
})

test('no file is a drawer for everything', () => {
  const drawers = files.filter((file) =>
    /(^|\/)(utils?|helpers?|common|lib|types|misc)(\.tsx?|\/)/.test(file.path),
  )
  expect(drawers.map((file) => file.path)).toEqual([])
})
