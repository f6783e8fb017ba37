import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FEATURES } from '#domain/consent/opt-out/learnt/features.ts'
import { type Example, learn } from '#domain/consent/opt-out/learnt/learn.ts'
import { packWeights, weightsFile } from '#domain/consent/opt-out/learnt/weights.ts'
import { projectRoot } from '#store/index.ts'

const folder = join(projectRoot, 'tests/fast/opt-out')

/** The sentences that the second reader of opt-outs learns from: `+ ` a wish to hear no more, `- ` none. */
export function optOutExamples(): Example[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .flatMap((line) => (/^[+-] /.test(line) ? [{ text: line.slice(2), isStop: line.startsWith('+') }] : []))
}

/** What decides the features of a sentence. */
function codes(): string[] {
  const read = ['words.ts', 'pattern.ts', 'grammar.ts', 'goods.ts', 'near.ts', 'languages.ts']
  const grammars = readdirSync(join(projectRoot, 'domain/consent/opt-out/grammars')).sort()
  return ['learnt/features.ts', 'learnt/learn.ts', ...read, ...grammars.map((name) => `grammars/${name}`)]
}

/** Of the sentences and of how they are taken apart: weights with another digest are out of date. */
export function digestOf(examples: readonly Example[]): Buffer {
  const hash = createHash('sha256').update(String(FEATURES))
  for (const code of codes()) hash.update(readFileSync(join(projectRoot, 'domain/consent/opt-out', code)))
  for (const { text, isStop } of examples) hash.update(`${isStop ? '+' : '-'}${text}\n`)
  return hash.digest()
}

/** `npx tsx tests/support/learn-opt-outs.ts` learns anew and writes the weights. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const examples = optOutExamples()
  writeFileSync(weightsFile, packWeights(learn(examples), digestOf(examples)))
  process.stdout.write(`learnt from ${examples.length} sentences\n`)
}
