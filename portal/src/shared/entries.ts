import type { Entry } from './ballot/manifest'

/** By which door a rater comes in. */
export const entries: Record<Entry, string> = {
  invited: '受邀（在名单里的人）',
  open: '自愿（有手机就能评）',
  code: '办件码（自己的手机）',
  tablet: '窗口平板',
  paper: '纸质评议表',
}
