import type { Entry } from './api/types'

/** By which door raters come in. */
export const entries: Record<Entry, string> = { open: '手机号', invited: '受邀', code: '办件码', tablet: '窗口平板', paper: '纸质问卷' }
