import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ask, get, post, whenSignedOut } from '@/shared/api/http'
import { messageOf, Problem } from '@/shared/api/problem'

const server = setupServer()
const at = (path: string) => `http://localhost${path}`
const session = http.get(at('/api/session'), () => {
  document.cookie = 'XSRF-TOKEN=fresh'
  return HttpResponse.json({ signedIn: false })
})
const problem = (status: number, body: object) =>
  HttpResponse.json(body, { status, headers: { 'content-type': 'application/problem+json' } })

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => void (document.cookie = 'XSRF-TOKEN=; expires=Thu, 01 Jan 1970 00:00:00 GMT'))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

describe('a write', () => {
  it('takes a token first when the browser has none, and sends it with the key', async () => {
    let seen: Headers | undefined
    server.use(
      session,
      http.post(at('/api/x'), ({ request }) => {
        seen = request.headers
        return HttpResponse.json({ id: '1' }, { status: 201 })
      }),
    )
    expect(await post('/api/x', { a: 1 }, { idempotencyKey: 'k1', ifMatch: '"3"' })).toEqual({ id: '1' })
    expect(seen?.get('x-xsrf-token')).toBe('fresh')
    expect(seen?.get('idempotency-key')).toBe('k1')
    expect(seen?.get('if-match')).toBe('"3"')
  })

  it('takes a new token once when the old one was refused, and not for other refusals', async () => {
    document.cookie = 'XSRF-TOKEN=stale'
    const tokens: (string | null)[] = []
    server.use(
      session,
      http.post(at('/api/x'), ({ request }) => {
        tokens.push(request.headers.get('x-xsrf-token'))
        return tokens.length === 1 ? problem(403, { code: 'page-expired' }) : problem(403, { code: 'not-your-task' })
      }),
    )
    await expect(post('/api/x')).rejects.toMatchObject({ status: 403, code: 'not-your-task' })
    expect(tokens).toEqual(['stale', 'fresh'])
    await expect(post('/api/x')).rejects.toMatchObject({ code: 'not-your-task' })
    expect(tokens).toHaveLength(3)
  })

  it('of a ballot carries nothing that this browser could be known by', async () => {
    document.cookie = 'XSRF-TOKEN=mine'
    const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{}', { status: 202 }))
    await post('/api/ballots', {}, { anonymous: true })
    const [, init] = fetched.mock.calls[0]!
    expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })
    expect(Object.keys(init!.headers!).map((name) => name.toLowerCase()).sort()).toEqual(['accept', 'content-type'])
    fetched.mockRestore()
  })
})

describe('an answer', () => {
  it('gives the ETag with the content', async () => {
    server.use(http.get(at('/api/x'), () => HttpResponse.json({ a: 1 }, { headers: { etag: '"7"' } })))
    expect(await ask('GET', '/api/x')).toEqual({ data: { a: 1 }, etag: '"7"' })
  })

  it('leaves empty filters out of the address', async () => {
    server.use(http.get(at('/api/x'), ({ request }) => HttpResponse.json(new URL(request.url).search)))
    expect(await get('/api/x', { q: '三(二)', state: '', unit: undefined, page: 0 })).toBe('?q=%E4%B8%89(%E4%BA%8C)&page=0')
  })

  it('that is a problem speaks with the words of the service, field by field', async () => {
    server.use(
      http.get(at('/api/x'), () =>
        problem(422, { title: '不对', detail: '手机号不对。', code: 'bad-phone', errors: [{ pointer: '/phone', message: '请写 11 位' }] }),
      ),
    )
    const thrown = await get('/api/x').catch((error: Problem) => error) as Problem
    expect(messageOf(thrown)).toBe('手机号不对。')
    expect(thrown.fields).toEqual({ phone: '请写 11 位' })
    expect(thrown.lost).toBe(false)
  })

  it('that is no problem document still says something a person understands', async () => {
    server.use(http.get(at('/api/x'), () => new HttpResponse('<html>', { status: 502 })))
    const thrown = await get('/api/x').catch((error: Problem) => error) as Problem
    expect(thrown).toBeInstanceOf(Problem)
    expect(thrown.lost).toBe(true)
    expect(messageOf(thrown)).toContain('502')
  })

  it('that never comes says that what was typed is still there', async () => {
    server.use(http.get(at('/api/x'), () => HttpResponse.error()))
    expect(messageOf(await get('/api/x').catch((error) => error))).toContain('网络不通')
  })

  it('without a session leads to the sign-in, but a wrong password does not', async () => {
    const signedOut = vi.fn()
    whenSignedOut(signedOut)
    document.cookie = 'XSRF-TOKEN=x'
    server.use(
      http.get(at('/api/task/tasks'), () => problem(401, {})),
      http.post(at('/api/identity/login/password'), () => problem(401, { code: 'bad-credentials' })),
    )
    await get('/api/task/tasks').catch(() => undefined)
    expect(signedOut).toHaveBeenCalledOnce()
    await post('/api/identity/login/password').catch(() => undefined)
    expect(signedOut).toHaveBeenCalledOnce()
  })
})
