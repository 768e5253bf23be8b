import type { PublicDraw } from './api/types'
import { longDate } from './date'

/** How a draw was done, in one sentence for everybody. */
export function drawText(draw: PublicDraw): string {
  const from =
    draw.source === 'list'
      ? '从导入的名单里抽'
      : `从${draw.from ? longDate(draw.from) : '最早'}到${draw.to ? longDate(draw.to) : '最近'}来办过事的${draw.kind === 'enterprise' ? '企业' : draw.kind === 'person' ? '群众' : '人'}里抽`
  const parts = draw.proportional ? `，按${draw.source === 'list' ? '分组' : '办事单位'}的人数比例分配` : ''
  return `${from}${parts}。种子“${draw.seed}”，${draw.seedGiven ? '由办公室给出' : '由系统随机产生'}。`
}
