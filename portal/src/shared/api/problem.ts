import { SpokenFault } from '../faults'

/** An RFC 9457 problem as the services send it. */
export interface ProblemDetail {
  type?: string
  title?: string
  status?: number
  detail?: string
  code?: string
  errors?: { pointer: string; message: string }[]
  [member: string]: unknown
}

/** A request that was answered with an error, or (status 0) not answered at all. */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    readonly status: number,
    readonly body: ProblemDetail,
    /** When to ask again, in seconds, if the answer said so. */
    readonly retryAfter?: number,
  ) {
    super(textOf(status, body))
  }

  /** The slug, such as `already-issued`; empty when there is none. */
  get code(): string {
    return this.body.code ?? ''
  }

  /** Nothing came back: it is not known whether the request arrived. */
  get lost(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 504
  }

  /** Messages by field, the field being the pointer without its slash: `/unitId` gives `unitId`. */
  get fields(): Record<string, string> {
    return Object.fromEntries((this.body.errors ?? []).map(({ pointer, message }) => [pointer.replace(/^\//, ''), message]))
  }
}

const BY_STATUS: Record<number, string> = {
  0: '网络不通，没有收到回应。您填的内容还在，请检查网络后再试一次。',
  401: '登录已过期，请重新登录。',
  403: '您没有做这件事的权限。',
  404: '没有找到您要的内容。',
  412: '这条内容刚被别人改过。请刷新后再改，以免盖掉别人的修改。',
  413: '文件太大了。',
  429: '操作太频繁，请过一会儿再试。',
}

function textOf(status: number, body: ProblemDetail): string {
  return body.detail || body.title || BY_STATUS[status] || `系统暂时出了问题（${status}），请稍后再试。`
}

/** What to tell a person about anything that was thrown. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Problem || thrown instanceof SpokenFault ? thrown.message : '页面出了点问题，请刷新后再试。'
