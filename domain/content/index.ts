export { findTemplate, listTemplates, removeTemplates, saveTemplate, setTemplateStatus } from './queries.ts'
export { contentColumns } from './tables.ts'
export type { TemplateRef, TemplateWord } from './templates.ts'
