import type { MessagePart } from '#contract/message.ts'
import { splitSentences } from './sentences.ts'
import type { ReplyOutput, WithheldSentence } from './turn.ts'

export type Verdict = { allowed: true } | { allowed: false; check: string; reason: string }

/** Sentences that come this close together go out as one release: each is a transaction. */
const GATHER_MS = 15
/** Longest reply in characters; what would go beyond it is left out, sentence by sentence. */
const MAX_REPLY = 2500

/**
 * The only mouth of the agent. Text goes in as it comes from a model; whole sentences that pass the checks
 * go out, in order, one release at a time. Nothing unchecked is ever released.
 */
export class Speaker {
  /** Set by the run once it knows what the sentences are checked against. */
  judge: (sentence: string, saidBefore: readonly string[]) => Verdict = () => ({ allowed: true })
  readonly withheld: WithheldSentence[] = []
  #out: ReplyOutput
  #stop: AbortController
  #buffer = ''
  #said: string[] = []
  #waiting = ''
  #held = false
  #replaceNext = false
  #releasedAny = false
  #pump: Promise<void> = Promise.resolve()
  #error: unknown = null
  #timer: NodeJS.Timeout | undefined

  constructor(out: ReplyOutput, stop: AbortController) {
    this.#out = out
    this.#stop = stop
  }

  /** What has passed the checks in this reply so far. */
  get said(): string {
    return this.#said.join('').trim()
  }

  /** Keep what passes until `finish`: for a model whose whole answer comes at once. */
  hold(): void {
    this.#held = true
  }

  hear(delta: string): void {
    this.#buffer += delta
    const { sentences, rest } = splitSentences(this.#buffer)
    this.#buffer = rest
    for (const sentence of sentences) this.#consider(sentence)
  }

  /** The model has stopped: what is left of the buffer is a sentence too. */
  endOfText(): void {
    const rest = this.#buffer
    this.#buffer = ''
    if (rest.trim() !== '') this.#consider(rest)
  }

  /** Takes back all that was said: the next release replaces it. */
  withdraw(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#buffer = ''
    this.#waiting = ''
    this.#said = []
    this.#replaceNext ||= this.#releasedAny
  }

  /** Releases what is left, with the parts, as the complete message. */
  async finish(parts: MessagePart[]): Promise<void> {
    clearTimeout(this.#timer)
    await this.#pump
    if (this.#error) throw this.#error
    if (this.#stop.signal.aborted) return
    const text = this.#releasedAny && !this.#replaceNext ? this.#waiting.trimEnd() : this.#waiting.trim()
    this.#waiting = ''
    await this.#release({ text, parts, complete: true })
  }

  #consider(sentence: string): void {
    if (sentence.trim() === '') return
    const verdict = this.judge(sentence.trim(), this.#said)
    if (!verdict.allowed) {
      this.withheld.push({ check: verdict.check, reason: verdict.reason })
      return
    }
    const soFar = this.said
    if (soFar.length + sentence.length > MAX_REPLY) return
    const joined = soFar !== '' && !/\s$/.test(this.#said.at(-1) ?? '') ? ` ${sentence}` : sentence
    this.#said.push(joined)
    this.#waiting += joined
    if (!this.#held) this.#timer ??= setTimeout(() => this.#start(), GATHER_MS)
  }

  async #drain(): Promise<void> {
    if (this.#waiting === '' || this.#stop.signal.aborted) return
    const text = this.#waiting
    this.#waiting = ''
    await this.#release({ text, complete: false })
  }

  #start(): void {
    this.#timer = undefined
    this.#pump = this.#pump.then(() => this.#drain()).catch((error) => this.#fail(error))
  }

  /** A release that could not be stored: `finish` says so, nothing more goes out until then. */
  #fail(error: unknown): void {
    this.#error ??= error
  }

  async #release(chunk: { text: string; parts?: MessagePart[]; complete: boolean }): Promise<void> {
    const replace = this.#replaceNext
    this.#replaceNext = false
    this.#releasedAny = true
    const mayGoOn = await this.#out.release({ ...chunk, ...(replace && { replace }) })
    if (!mayGoOn) this.#stop.abort()
  }
}
