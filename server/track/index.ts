export { trackFirst } from './serve.ts'
