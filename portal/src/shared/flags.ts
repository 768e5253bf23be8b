import type { Flag } from './api/types'
import { levelText } from './labels'

interface Names {
  units?: { id: string; name: string }[]
  categories?: { id: string; name: string }[]
}

const nameOf = (id: string | null, all: Names['units']) => all?.find((one) => one.id === id)?.name ?? id ?? ''

/** What is unusual, in words for everybody. */
export function flagText(flag: Flag, { units, categories }: Names): string {
  const unit = nameOf(flag.unit, units)
  const category = nameOf(flag.category, categories)
  const usual = flag.expected.replace(/\.?0+$/, '')
  if (flag.kind === 'burst') return `${flag.day} 这一天，${unit}收到 ${flag.observed} 张票；照别的日子看，通常是 ${usual} 张左右。`
  if (flag.kind === 'channel') {
    return `${category}给${unit}打的分平均 ${flag.gap?.mean}，用自己手机评的${nameOf(flag.gap?.against ?? null, categories)}平均 ${flag.expected}，差得太多${flag.gap?.z ? `（是误差的 ${flag.gap.z} 倍）` : ''}，可能有人在旁边看着。`
  }
  if (flag.kind === 'turnout') return `${category}给${unit}投了 ${flag.observed} 张票，同组别的单位平均只有 ${usual} 张。`
  const levels = [...(flag.answers ?? '')].map((level) => levelText(Number(level))).join('、')
  return `${category}评${unit}的 ${flag.of} 张票里，有 ${flag.observed} 张选得一模一样（${levels}）；照别的单位看，通常是 ${usual} 张左右。`
}
