import { type ComponentChild, type ContainerNode, render } from 'preact'

/** What the build puts in place of react-dom/client. */
export function createRoot(container: ContainerNode): { render: (node: ComponentChild) => void } {
  return { render: (node) => render(node, container) }
}
