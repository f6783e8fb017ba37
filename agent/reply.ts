import { summarise } from '#domain/handoff/index.ts'
import { createJudge } from './checks/index.ts'
import { gatherContext } from './context.ts'
import { converse } from './loop.ts'
import { type Run, startRun } from './run.ts'
import { shownParts } from './shown-parts.ts'
import { noticeTriggers } from './triggers.ts'
import type { AgentDeps, ReplyOutcome, ReplyOutput, Turn } from './turn.ts'

const LAST_WORDS =
  'I am sorry, I cannot answer that just now. I am asking a colleague to join; they can read what we have written.'

/**
 * One turn: triggers, context, model and tools, checks, reply. Calls `release` with what has passed the
 * checks; stops at once when it answers false. Never throws: a provider that fails is finished by the
 * offline model, and if that fails too, by a handoff.
 */
export async function reply(deps: AgentDeps, turn: Turn, out: ReplyOutput): Promise<ReplyOutcome> {
  const run = startRun(deps, turn, out)
  out.typing?.(true)
  try {
    noticeTriggers(run)
    await gatherContext(run)
    run.speaker.judge = createJudge(run)
    await converse(run)
    await close(run)
  } catch (error) {
    await rescue(run, error)
  } finally {
    out.typing?.(false)
  }
  return outcomeOf(run)
}

/** The last release: what is left to say, with the parts. A reply is never empty. */
async function close(run: Run): Promise<void> {
  if (run.speaker.said === '') pointToThePage(run)
  if (run.speaker.said === '') speakLastWords(run)
  askForTheYes(run)
  await run.speaker.finish(shownParts(run.parts, run.speaker.said))
}

/** What a reply may hold, so that the house's question still has room behind it. */
const ROOM_FOR_THE_QUESTION = 2000

/**
 * The last words of a reply that proposes something are the house's own question: else a model could ask
 * something else above the proposal, and the shopper's yes to that would be taken for one to the proposal.
 */
function askForTheYes(run: Run): void {
  const proposal = run.parts.find((part) => part.type === 'proposal')
  if (proposal?.type !== 'proposal' || run.asked.provider === 0) return
  if (run.speaker.said.length > ROOM_FOR_THE_QUESTION) run.speaker.withdraw()
  run.speaker.judge = () => ({ allowed: true })
  run.speaker.hear(` ${proposal.summary}: shall I do that? Please answer yes or no.`)
  run.speaker.endOfText()
}

/** Where a page was found but none of its words may be said, the page itself is shown. */
function pointToThePage(run: Run): void {
  const page = run.parts.find((part) => part.type === 'source')
  if (!page) return
  run.speaker.hear(`You will find this on our page “${page.title}”.`)
  run.speaker.endOfText()
}

/** Something of our own failed: the shopper is told, and a person is called. */
async function rescue(run: Run, error: unknown): Promise<void> {
  if (run.stop.signal.aborted) return
  run.deps.log.warn(
    { turnId: run.turn.context.turnId, error: error instanceof Error ? error.name : 'unknown' },
    'a turn failed and is handed over',
  )
  run.speaker.withdraw()
  speakLastWords(run)
  try {
    await run.speaker.finish([])
  } catch {
    // nothing can be stored: the handoff below is still asked for, and the turn is tried again by its lease
  }
}

function speakLastWords(run: Run): void {
  run.speaker.judge = () => ({ allowed: true })
  run.speaker.hold()
  run.speaker.hear(LAST_WORDS)
  run.speaker.endOfText()
  run.handoff ??= { reason: 'agent_failed', summary: summarise(run.turn.transcript) }
}

function outcomeOf(run: Run): ReplyOutcome {
  const { handoff } = run
  const stopped = run.stop.signal.aborted
  const { provider, offline } = run.asked
  return {
    outcome: stopped ? 'stopped' : handoff ? 'handed_over' : 'answered',
    ...(handoff && !stopped && { handoff }),
    toolCalls: run.toolCalls,
    model: provider === 0 ? 'offline' : offline === 0 ? 'provider' : 'both',
    milliseconds: Math.round(performance.now() - run.startedAt),
    withheld: run.speaker.withheld,
    providerFault: run.providerFault,
  }
}
