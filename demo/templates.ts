import type { Template, TemplateCategory } from '#contract/templates.ts'
import { listTemplates, removeTemplates, saveTemplate, setTemplateStatus } from '#domain/content/index.ts'
import type { Db } from '#store/index.ts'
import { shopName } from './shop.ts'

interface Texts {
  name: string
  category: TemplateCategory
  en: string
  de: string
}

const texts: Texts[] = [
  {
    name: 'order_update',
    category: 'utility',
    en: `Hello {{first_name}}, news of your order {{order_number}} from ${shopName}: {{status}}. Reply here if you have a question.`,
    de: `Hallo {{first_name}}, Neues zu Ihrer Bestellung {{order_number}} bei ${shopName}: {{status}}. Antworten Sie hier, wenn Sie eine Frage haben.`,
  },
  {
    name: 'associate_follow_up',
    category: 'marketing',
    en: `Hello {{first_name}}, this is {{associate}} of ${shopName}. You asked about {{topic}}, and I have found something for you. Shall I show it to you here? Reply STOP for no more messages.`,
    de: `Hallo {{first_name}}, hier ist {{associate}} von ${shopName}. Sie hatten nach {{topic}} gefragt, und ich habe etwas für Sie gefunden. Soll ich es Ihnen hier zeigen? Antworten Sie STOP, um nichts mehr zu bekommen.`,
  },
  {
    name: 'back_in_stock',
    category: 'marketing',
    en: `Hello {{first_name}}, {{product}} is in stock again at ${shopName}. Reply here and we help you to get it. Reply STOP for no more messages.`,
    de: `Hallo {{first_name}}, {{product}} ist bei ${shopName} wieder da. Antworten Sie hier, dann helfen wir Ihnen weiter. Antworten Sie STOP, um nichts mehr zu bekommen.`,
  },
]

const inputs = texts.flatMap(({ name, category, en, de }) =>
  Object.entries({ en, de }).map(([language, body]) => ({ name, category, language, body, references: {} })),
)

/** Three messages that WhatsApp would have approved, in two languages; what is there already stays. */
export async function seedTemplates(db: Db, now: Date): Promise<void> {
  const present = await listTemplates(db)
  for (const input of inputs) {
    if (present.some((entry) => entry.name === input.name && entry.language === input.language)) continue
    const { templateId } = await saveTemplate(db, input, { staffId: null }, now)
    await setTemplateStatus(db, { templateId }, { status: 'approved' }, now)
  }
}

/** Removes them again; one that was changed since is the shop's own. */
export async function removeTemplatesOfDemo(db: Db): Promise<void> {
  const isOurs = ({ name, language, body }: Template) =>
    inputs.some((input) => input.name === name && input.language === language && input.body === body)
  const present = await listTemplates(db)
  await removeTemplates(
    db,
    present.filter(isOurs).map(({ templateId }) => templateId),
  )
}
