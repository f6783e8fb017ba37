import { goods } from './goods.ts'
import { compileGrammar, type Grammar } from './grammar.ts'
import { german } from './grammars/de.ts'
import { english } from './grammars/en.ts'
import { spanish } from './grammars/es.ts'
import { french } from './grammars/fr.ts'
import { italian } from './grammars/it.ts'
import { portuguese } from './grammars/pt.ts'

/** Every language is read by its own grammar; what one of them understands counts. */
export const grammars: Grammar[] = [english, spanish, french, german, portuguese, italian].map((source) =>
  compileGrammar({ ...source, words: { ...source.words, GOODS: goods } }),
)
