// The graph of origins laid out: layers from left (who knows) to right (who repeats), one row a name.
import type { Chain, ChainNode } from './contract'

export interface Spot { node: ChainNode; x: number; y: number }
export interface Sheet { spots: Map<string, Spot>; width: number; height: number }

export function laidOut(chain: Chain, column: number, row: number, box: number): Sheet {
  const spots = new Map<string, Spot>()
  let [layers, rows] = [0, 0]
  const taken = new Set<string>()
  for (const node of chain.nodes) {
    let at = node.row
    while (taken.has(`${node.layer},${at}`)) at++
    taken.add(`${node.layer},${at}`)
    spots.set(node.id, { node, x: node.layer * column, y: at * row })
    layers = Math.max(layers, node.layer)
    rows = Math.max(rows, at)
  }
  return { spots, width: layers * column + box, height: (rows + 1) * row }
}

/** All names that lean on one, itself too: what lights when it is pointed at. */
export function leaning(chain: Chain, root: string): Set<string> {
  const out = new Set([root])
  for (let before = 0; before < out.size; ) {
    before = out.size
    for (const link of chain.links) if (out.has(link.from)) out.add(link.to)
  }
  return out
}
