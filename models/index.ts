export { type ChatModelOptions, createChatModel } from './chat.ts'
export { createEmbedder, type Embedder, type RemoteEmbedderOptions } from './embedder.ts'
