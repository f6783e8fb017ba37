import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Observation } from '#inbound/index.ts'

/** What a scrape asks for at that moment. */
export interface Gauges {
  sockets: () => { chat: number; staff: number }
  turns: () => { running: number; waiting: number }
  handoffQueue: () => Promise<number>
  embedding: () => { toEmbed: number; products: number }
}

export interface Metrics {
  observe: (observation: Observation) => void
  request: (route: string, method: string, status: number, seconds: number) => void
  problem: (kind: string) => void
  /** Registers the gauges once the rooms are open. */
  watch: (gauges: Gauges) => void
  text: () => Promise<string>
  contentType: string
  close: () => void
}

/** Prometheus metrics of one server; a registry of its own, so that two servers can live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const turns = new Counter({
    name: 'rapport_turns_total',
    help: 'Turns of the agent by outcome and by the model that answered',
    labelNames: ['outcome', 'model'],
    registers,
  })
  const turnSeconds = new Histogram({
    name: 'rapport_turn_seconds',
    help: 'Time from taking a turn to its last word',
    labelNames: ['model'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const heldBack = new Counter({
    name: 'rapport_sentences_held_back_total',
    help: 'Texts of the model that a check or a gate did not let out',
    labelNames: ['gate', 'reason'],
    registers,
  })
  const faults = new Counter({
    name: 'rapport_provider_faults_total',
    help: 'Turns that the provider did not finish, by why',
    labelNames: ['fault'],
    registers,
  })
  const requests = new Histogram({
    name: 'rapport_http_request_seconds',
    help: 'HTTP requests by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.01, 0.05, 0.2, 1, 5],
    registers,
  })
  const problems = new Counter({
    name: 'rapport_problems_total',
    help: 'Problems answered to socket calls, by kind',
    labelNames: ['kind'],
    registers,
  })
  return {
    observe(observation) {
      if (observation.type === 'held_back') {
        heldBack.inc({ gate: observation.gate, reason: observation.reason })
        return
      }
      if (observation.type === 'provider_fault') {
        faults.inc({ fault: observation.fault })
        return
      }
      turns.inc({ outcome: observation.outcome, model: observation.model })
      turnSeconds.observe({ model: observation.model }, observation.milliseconds / 1000)
    },
    request: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    problem: (kind) => problems.inc({ kind }),
    watch: (gauges) => registerGauges(registry, gauges),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => registry.clear(),
  }
}

function registerGauges(registry: Registry, gauges: Gauges): void {
  const registers = [registry]
  new Gauge({
    name: 'rapport_sockets',
    help: 'Open sockets of this process',
    labelNames: ['namespace'],
    registers,
    collect() {
      const { chat, staff } = gauges.sockets()
      this.set({ namespace: 'chat' }, chat)
      this.set({ namespace: 'staff' }, staff)
    },
  })
  new Gauge({
    name: 'rapport_turns',
    help: 'Turns of this process that run, or wait for a free place',
    labelNames: ['state'],
    registers,
    collect() {
      const { running, waiting } = gauges.turns()
      this.set({ state: 'running' }, running)
      this.set({ state: 'waiting' }, waiting)
    },
  })
  new Gauge({
    name: 'rapport_handoff_queue',
    help: 'Shoppers who wait for a person',
    registers,
    async collect() {
      this.set(await gauges.handoffQueue())
    },
  })
  new Gauge({
    name: 'rapport_texts_to_embed',
    help: 'Products and passages that are found by their words only as yet',
    registers,
    collect() {
      this.set(gauges.embedding().toEmbed)
    },
  })
}
