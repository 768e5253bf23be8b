import type { PlanItem } from '@/shared/api/types'

export interface ClauseNode {
  item: PlanItem
  children: ClauseNode[]
}

/** Where a finding jumps to. */
export const clauseId = (ref: string): string => `clause-${ref}`
