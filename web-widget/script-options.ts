import type { ScriptOptions } from './handover.ts'

/** The script tag that is running, or the one that carries our key where a tag manager runs us later. */
export function findScript(): HTMLScriptElement | null {
  const tags = document.querySelectorAll<HTMLScriptElement>('script[data-key][src*="widget.js"]')
  return [...tags].find((tag) => tag === document.currentScript) ?? tags[0] ?? null
}

/** Its attributes as they stand: `data-key`, `data-locale`, … */
export function readOptions(script: HTMLScriptElement): ScriptOptions {
  return { key: '', ...script.dataset, base: new URL('.', script.src).href }
}
