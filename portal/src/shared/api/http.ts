import { Problem, type ProblemDetail } from './problem'

export interface Options {
  query?: Record<string, string | number | boolean | undefined | null>
  /** Sent as JSON, or as it is when it is a form or a blob, which says its own type. */
  body?: unknown
  /** Same key, same request, same effect: a retry creates nothing twice. */
  idempotencyKey?: string
  /** The ETag that an edit is based on. */
  ifMatch?: string
  /** Sends no cookie, no referrer and no token of this browser: for ballots. */
  anonymous?: boolean
  as?: 'json' | 'text' | 'bytes'
  /** Only so many octets from the front, where the server can give a part. */
  first?: number
}

export interface Answer<T> {
  data: T
  etag?: string
}

/** Milliseconds until a request counts as unanswered. Uploads may take longer. */
const PATIENCE = 30_000
const UPLOAD_PATIENCE = 180_000

let onSignedOut: () => void = () => {}

/** What to do when a page that needs a session has none any more (the desk goes to sign in). */
export const whenSignedOut = (react: () => void): void => void (onSignedOut = react)

export const cookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(name + '='))
    ?.slice(name.length + 1)

/** A key for one thing that is to be created once. Works without a secure context. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

export async function ask<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  const writes = method !== 'GET' && !options.anonymous
  if (writes && !cookie('XSRF-TOKEN')) await send('GET', '/api/session', {})
  let response = await send(method, path, options)
  if (!response.ok) {
    let problem = await problemOf(response)
    // A token that expired with its session: take a new one, once. The refused request did nothing.
    if (writes && response.status === 403 && (problem.code === '' || problem.code === 'page-expired')) {
      await send('GET', '/api/session', {})
      response = await send(method, path, options)
      if (!response.ok) problem = await problemOf(response)
    }
    if (!response.ok) {
      if (response.status === 401 && !path.includes('/login/')) onSignedOut()
      throw problem
    }
  }
  const etag = response.headers.get('etag') ?? undefined
  return { data: (await contentOf(response, options.as ?? 'json')) as T, etag }
}

async function send(method: string, path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json, */*;q=0.5' }
  const isForm = options.body instanceof FormData || options.body instanceof Blob
  if (options.body !== undefined && !isForm) headers['Content-Type'] = 'application/json'
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey
  if (options.ifMatch) headers['If-Match'] = options.ifMatch
  if (options.first) headers.Range = `bytes=0-${options.first - 1}`
  const token = cookie('XSRF-TOKEN')
  if (method !== 'GET' && !options.anonymous && token) headers['X-XSRF-TOKEN'] = decodeURIComponent(token)

  const given = new AbortController()
  const timer = setTimeout(() => given.abort(), isForm ? UPLOAD_PATIENCE : PATIENCE)
  try {
    return await fetch(path + queryOf(options.query), {
      method,
      headers,
      body: isForm ? (options.body as FormData | Blob) : options.body === undefined ? undefined : JSON.stringify(options.body),
      credentials: options.anonymous ? 'omit' : 'same-origin',
      ...(options.anonymous ? { referrerPolicy: 'no-referrer' as const, cache: 'no-store' as const } : {}),
      signal: given.signal,
    })
  } catch {
    throw new Problem(0, {})
  } finally {
    clearTimeout(timer)
  }
}

function queryOf(query: Options['query'] = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  if (pairs.length === 0) return ''
  return '?' + pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&')
}

async function problemOf(response: Response): Promise<Problem> {
  let body: ProblemDetail = {}
  try {
    const parsed: unknown = JSON.parse(await response.text())
    if (parsed && typeof parsed === 'object') body = parsed as ProblemDetail
  } catch {
    // A proxy's page instead of a problem: the status alone speaks.
  }
  const seconds = Number(response.headers.get('retry-after'))
  return new Problem(response.status, body, seconds > 0 ? seconds : undefined)
}

async function contentOf(response: Response, as: 'json' | 'text' | 'bytes'): Promise<unknown> {
  try {
    if (as === 'bytes') return new Uint8Array(await response.arrayBuffer())
    const text = await response.text()
    if (as === 'text') return text
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new Problem(0, {})
  }
}

/** Gets, and nothing but the content. */
export const get = async <T>(path: string, query?: Options['query']): Promise<T> => (await ask<T>('GET', path, { query })).data

export const post = async <T>(path: string, body: unknown = {}, options: Options = {}): Promise<T> =>
  (await ask<T>('POST', path, { ...options, body })).data
