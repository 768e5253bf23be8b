import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inTurn } from '@/desk/turn'
import { messageOf, Problem } from '@/shared/api/problem'

const busy = (retryAfter?: number) => new Problem(503, { code: 'draw-under-way', detail: '正在抽样或导入名单，请过几秒再试。' }, retryAfter)
/** Refuses with each in turn, then answers. */
const after = (...refusals: Problem[]) => vi.fn(async () => {
  const refusal = refusals.shift()
  if (refusal) throw refusal
  return 'done'
})

describe('whoever imports while a draw is running', () => {
  const waits: boolean[] = []
  beforeEach(() => {
    waits.length = 0
    vi.useFakeTimers()
  })
  afterEach(() => vi.useRealTimers())
  const start = (ask: () => Promise<string>) => inTurn(ask, (now) => waits.push(now))

  it('is not kept waiting when it is her turn', async () => {
    expect(await start(after())).toBe('done')
    expect(waits).toEqual([false])
  })

  it('is told that it waits, and asks again when the answer said, not before', async () => {
    const ask = after(busy(7), busy())
    const done = start(ask)
    await vi.advanceTimersByTimeAsync(6_999)
    expect(ask).toHaveBeenCalledTimes(1)
    expect(waits).toEqual([true])
    await vi.advanceTimersByTimeAsync(1)
    expect(ask).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await done).toBe('done')
    expect(waits).toEqual([true, true, false])
  })

  it('is told after half a minute that nothing is lost, and what to do', async () => {
    const ask = vi.fn(async () => Promise.reject(busy(2)))
    const done = start(ask).catch(messageOf)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await done).toMatch(/什么都没有丢.*再点“导入”/)
    expect(ask).toHaveBeenCalledTimes(16)
    expect(waits.at(-1)).toBe(false)
  })

  it('does not wait longer than that because the answer asks for it', async () => {
    const ask = after(busy(60))
    expect(await start(ask).catch(messageOf)).toContain('什么都没有丢')
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('hears every other refusal at once, also one that came while it waited', async () => {
    for (const other of [new Problem(503, { code: 'busy' }, 1), new Problem(422, { code: 'bad-lines' }), new Problem(0, {})]) {
      await expect(start(after(other))).rejects.toBe(other)
    }
    const other = new Problem(409, { code: 'register-closed' })
    const done = expect(start(after(busy(1), other))).rejects.toBe(other)
    await vi.advanceTimersByTimeAsync(1_000)
    await done
    expect(waits.at(-1)).toBe(false)
  })
})
