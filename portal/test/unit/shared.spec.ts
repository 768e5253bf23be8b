import { describe, expect, it, vi } from 'vitest'
import { useAction } from '@/desk/act'
import { Problem } from '@/shared/api/problem'
import { csv } from '@/shared/csv'
import { age, day, endOfDay, longDate, minute, period, periodWords, plusDays, startOfDay } from '@/shared/date'

describe('dates', () => {
  it('tell an age in years and months', () => {
    expect(age('2017-09-01', '2026-11-24')).toBe('9 年 2 个月')
    expect(age('2025-11-25', '2026-11-24')).toBe('11 个月')
    expect(age('2024-11-24', '2026-11-24')).toBe('2 年')
    expect(age('2026-11-24', '2026-11-24')).toBe('不到 1 个月')
    expect(age('2030-01-01', '2026-11-24')).toBe('不到 1 个月')
    expect(age()).toBe('')
  })
  it('are those of Shanghai, without a leading zero in prose', () => {
    expect(longDate('2026-09-05')).toBe('2026年9月5日')
    expect(day('2026-06-30T16:30:00Z')).toBe('2026-07-01')
    expect(minute('2026-06-30T16:05:00Z')).toBe('2026-07-01 00:05')
    expect(longDate('not a date')).toBe('')
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(new Date(endOfDay('2026-02-28')).getTime() - new Date(startOfDay('2026-02-28')).getTime()).toBe(86_399_000)
  })
})

describe('periods', () => {
  it('are named as the services name them', () => {
    vi.useFakeTimers({ now: new Date('2026-02-28T17:00:00Z') })
    expect([period('month'), period('month', 3), period('quarter'), period('quarter', 1), period('year', 1)]).toEqual(['2026-03', '2025-12', '2026Q1', '2025Q4', '2025'])
    vi.useRealTimers()
    expect(['2026-09', '2026Q3', '2026'].map(periodWords)).toEqual(['2026年9月', '2026年第三季度', '2026年'])
  })
})

describe('a table as CSV', () => {
  it('quotes what must be quoted and disarms formulas', () => {
    expect(csv([['a,b', '说"好"', '=1+1', -2.5, null]])).toBe('\uFEFF"a,b","说""好""",\'=1+1,-2.5,\r\n')
  })
})

describe('a button of the desk', () => {
  it('sends once for two presses', async () => {
    const { run } = useAction()
    const action = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 10)))
    expect(await Promise.all([run(1, action), run(1, action)])).toEqual([true, false])
    expect(action).toHaveBeenCalledOnce()
  })

  it('keeps its key after a lost answer, and takes a new one after a refusal, a success or another text', async () => {
    const { run, error, stale } = useAction()
    const keys: string[] = []
    const press = async (what: unknown, thrown?: Problem) => {
      await run(what, async (key) => {
        keys.push(key)
        if (thrown) throw thrown
      })
    }
    await press('a', new Problem(0, {}))
    await press('a', new Problem(503, {}))
    await press('a', new Problem(412, {}))
    expect(stale.value).toBe(true)
    expect(error.value).toContain('刚被别人改过')
    await press('a')
    await press('a')
    await press('b', new Problem(0, {}))
    await press('c')
    const [lost, unavailable, refused, again, anew, other, last] = keys
    expect(unavailable).toBe(lost)
    expect(refused).toBe(lost)
    expect(again).not.toBe(refused)
    expect(anew).not.toBe(again)
    expect(other).not.toBe(anew)
    expect(last).not.toBe(other)
  })
})
