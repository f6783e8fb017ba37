export { decideFirst } from './serve.ts'
