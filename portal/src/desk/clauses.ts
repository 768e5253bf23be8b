import type { PlanItem } from '@/shared/api/types'

export interface ClauseNode {
  item: PlanItem
  children: ClauseNode[]
}

export function treeOf(items: PlanItem[]): ClauseNode[] {
  const nodes = new Map(items.map((item) => [item.ref, { item, children: [] as ClauseNode[] }]))
  const roots: ClauseNode[] = []
  for (const node of nodes.values()) {
    const parent = node.item.parentRef ? nodes.get(node.item.parentRef) : undefined
    ;(parent && parent !== node ? parent.children : roots).push(node)
  }
  return roots
}

/** A source clause is written with half-width brackets; both ways mean the same place. */
export const halfWidth = (ref: string): string => ref.replace(/（/g, '(').replace(/）/g, ')')

/** Where a finding jumps to. */
export const clauseId = (ref: string): string => `clause-${ref}`
