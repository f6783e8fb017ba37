import { z } from 'zod'
import { Problem } from '#contract/problem.ts'

const claim = z
  .string()
  .trim()
  .min(2)
  .max(100)
  .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'holds a character that is no text')

/** What no message of the shop may say, by language: words or phrases, in any case. */
export const contentRulesInput = z.strictObject({
  forbidden: z.record(z.string().regex(/^[a-z]{2,3}$/), z.array(claim).max(500)),
})
export type ContentRules = z.output<typeof contentRulesInput>

/**
 * What a shop starts with: claims that consumer law asks proof of, or forbids outright (Directive 2005/29/EC,
 * annex I: false limits of time, cures, "free"; FTC 16 CFR 251 and 260), and those that filters take for spam.
 */
export const defaultContentRules: ContentRules = {
  forbidden: {
    en: [
      'guaranteed',
      'risk-free',
      'risk free',
      'no risk',
      'cheapest',
      'best price',
      'lowest price',
      'miracle',
      'cure',
      'cures',
      'heals',
      'clinically proven',
      'doctor recommended',
      'act now',
      'last chance ever',
      'only today',
      'once in a lifetime',
      '100% free',
      'no obligation',
      'you have won',
      'eco-friendly',
      'climate neutral',
    ],
    de: [
      'garantiert',
      'risikofrei',
      'ohne Risiko',
      'günstigster Preis',
      'bester Preis',
      'Bestpreis',
      'Wunder',
      'heilt',
      'klinisch bewiesen',
      'nur heute',
      'letzte Chance',
      'einmalige Gelegenheit',
      '100 % kostenlos',
      'Sie haben gewonnen',
      'klimaneutral',
      'umweltfreundlich',
    ],
    fr: [
      'garanti',
      'sans risque',
      'meilleur prix',
      'miracle',
      'guérit',
      'dernière chance',
      'vous avez gagné',
      'neutre en carbone',
    ],
    es: [
      'garantizado',
      'sin riesgo',
      'el mejor precio',
      'milagro',
      'cura',
      'última oportunidad',
      'has ganado',
    ],
    it: [
      'garantito',
      'senza rischi',
      'miglior prezzo',
      'miracolo',
      'guarisce',
      'ultima occasione',
      'hai vinto',
    ],
    nl: [
      'gegarandeerd',
      'zonder risico',
      'laagste prijs',
      'wonder',
      'geneest',
      'laatste kans',
      'u hebt gewonnen',
    ],
    pt: ['garantido', 'sem risco', 'melhor preço', 'milagre', 'cura', 'última chance', 'ganhou'],
  },
}

/** Stored rules; what is missing or no longer valid has its default. */
export function contentRulesWithDefaults(stored: unknown): ContentRules {
  const parsed = contentRulesInput.safeParse(stored)
  return parsed.success ? parsed.data : defaultContentRules
}

/** Throws `bad-request` by field. */
export function checkedContentRules(input: unknown): ContentRules {
  const parsed = contentRulesInput.safeParse(input)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }))
  throw new Problem('bad-request', 'The rules are not valid', { errors })
}
