import type { Heard } from './leaks.ts';

/** What `DOMSnapshot.captureSnapshot` answers, as far as it is read here: numbers point into `strings`. */
export interface Snapshot {
  strings: string[];
  documents: {
    documentURL: number;
    nodes: {
      parentIndex: number[];
      nodeName: number[];
      nodeValue: number[];
      attributes: number[][];
      shadowRootType: Sparse;
      textValue: Sparse;
      inputValue: Sparse;
    };
  }[];
}

interface Sparse {
  index: number[];
  value: number[];
}

/**
 * Every text, attribute and typed value of a page, of its frames and shadow roots, in all of which the DevTools protocol
 * sees, with the element it belongs to.
 */
export function linesOfSnapshot({ strings, documents }: Snapshot): Pick<Heard, 'what' | 'content'>[] {
  const text = (at = -1) => strings[at] ?? '';
  return documents.flatMap(({ nodes }) => {
    const attributesOf = (node: number) => (nodes.attributes[node] ?? []).map((at) => text(at));
    const nameOf = (node: number): string => {
      const attributes = attributesOf(node);
      const id = attributes[attributes.indexOf('id') + 1];
      return `${text(nodes.nodeName[node])}${attributes.includes('id') ? `#${id}` : ''}`;
    };
    const placeOf = (node: number): string => {
      const parent = nodes.parentIndex[node] ?? -1;
      return parent < 0 ? nameOf(node) : `${nameOf(node)} in ${nameOf(parent)}`;
    };
    const typed = [nodes.textValue, nodes.inputValue].flatMap(({ index, value }) =>
      index.map((node, at) => ({ what: `value of ${nameOf(node)}`, content: text(value[at]) })),
    );
    return [
      ...typed,
      ...nodes.nodeName.flatMap((_, node) => [
        { what: `text of ${placeOf(node)}`, content: text(nodes.nodeValue[node]) },
        { what: `attributes of ${placeOf(node)}`, content: attributesOf(node).join(' ') },
      ]),
    ].filter(({ content }) => content !== '');
  });
}
