import type { AxNode, Target } from './target.ts';

/** What assistive technology sees of a document. */
export interface AxTree {
  /** In document order, without the ignored ones. */
  nodes: AxNode[];
  /** Every node by its id, the ignored ones too. */
  byId: Map<string, AxNode>;
}

/** The accessibility tree of a target as it is now. */
export async function readTree(target: Target): Promise<AxTree> {
  const { nodes: all } = await target.send<{ nodes: AxNode[] }>('Accessibility.getFullAXTree');
  const byId = new Map(all.map((node) => [node.nodeId, node]));
  const nodes: AxNode[] = [];
  // The protocol lists the nodes level by level; people read depth first.
  const walk = (node: AxNode) => {
    if (!node.ignored) nodes.push(node);
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) walk(child);
    }
  };
  const root = all.find((node) => node.parentId === undefined);
  if (root) walk(root);
  return { nodes, byId };
}

export const roleOf = (node: AxNode): string => String(node.role?.value ?? '');
export const nameOf = (node: AxNode): string => String(node.name?.value ?? '').trim();

/** True unless the node is disabled, by attribute or by `aria-disabled`. */
export function isEnabled(node: AxNode): boolean {
  return !node.properties?.some(({ name, value }) => name === 'disabled' && value.value === true);
}

/** The children of a node, ignored ones replaced by theirs. */
export function childrenOf(tree: AxTree, node: AxNode): AxNode[] {
  const children = (node.childIds ?? []).flatMap((id) => tree.byId.get(id) ?? []);
  return children.flatMap((child) => (child.ignored ? childrenOf(tree, child) : [child]));
}

/**
 * The words in a node and below it, joined by single spaces; a named picture or control counts by its name.
 */
export function textOf(tree: AxTree, node: AxNode): string {
  const words: string[] = [];
  const collect = (at: AxNode) => {
    const children = childrenOf(tree, at).filter(
      (child) => !/^(InlineTextBox|ListMarker)$/.test(roleOf(child)),
    );
    if (children.length === 0) words.push(nameOf(at));
    for (const child of children) collect(child);
  };
  collect(node);
  return words.filter(Boolean).join(' ').replace(/\s+/g, ' ');
}
