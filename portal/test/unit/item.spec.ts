import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { ItemRating } from '@/citizen/itemRating'
import { useIdle } from '@/citizen/views/item/idle'
import * as http from '@/shared/api/http'
import { newSeed, recoveryCode } from '@/shared/ballot'
import QrCode from '@/shared/QrCode.vue'
import * as store from '@/shared/store'

const session = (more = {}) => ({ session: 's1', expiresAt: new Date(Date.now() + 300_000).toISOString(), categories: [{ id: 'w', name: '办事人' }], units: ['u-hr'], window: '3号窗口', matter: null, used: false, ...more })

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a rating with the code of a handled matter', () => {
  const code = recoveryCode(newSeed())

  it('reads the code however it is typed, or the whole address from a scanner', async () => {
    const asked = vi.spyOn(http, 'post').mockResolvedValue(session())
    for (const typed of [code, code.toLowerCase().replace(/(.{4})/g, '$1-'), `https://rate.example/rate/zf-1#c=${code}`]) {
      const rating = new ItemRating('zf-1', true)
      await rating.useCode(typed)
      expect(rating.unit).toBe('u-hr')
      expect(rating.matter).toBe('3号窗口')
      expect(asked).toHaveBeenLastCalledWith('/api/identity/item-code-sessions', { campaignId: 'zf-1', code, tablet: true })
    }
    await expect(new ItemRating('zf-1', true).useCode(code.slice(1))).rejects.toThrow('抄错了')
  })

  it('keeps nothing on a tablet, whatever it saves', async () => {
    vi.spyOn(http, 'post').mockResolvedValue(session())
    const kept = vi.spyOn(store, 'keep')
    const rating = new ItemRating('zf-1', true)
    await rating.useCode(code)
    await rating.save()
    rating.draft('u-hr').comment = '办得快'
    await rating.save()
    expect(kept).not.toHaveBeenCalled()
    expect(Object.keys(localStorage).concat(Object.keys(sessionStorage))).toEqual([])
  })

  it('says that a used code is used, unless this device asked for its tokens', async () => {
    vi.spyOn(http, 'post').mockResolvedValue(session({ used: true }))
    await expect(new ItemRating('zf-1', false).useCode(code)).rejects.toThrow('已经用过')
    vi.spyOn(store, 'recall').mockResolvedValue({ cid: 'zf-1', seed: '00'.repeat(16), drafts: {}, receipts: {} })
    const rating = new ItemRating('zf-1', false)
    await rating.useCode(code)
    expect(rating.state.wallet.seed).toBe('00'.repeat(16))
  })

  it('needs no session once the tokens are here', async () => {
    const asked = vi.spyOn(http, 'post')
    vi.spyOn(store, 'recall').mockResolvedValue({ cid: 'zf-1', seed: '00'.repeat(16), category: 'w', tokens: { 'u-hr': 'aa' }, drafts: {}, receipts: {} })
    const rating = new ItemRating('zf-1', false)
    await rating.useCode(code)
    expect(rating.unit).toBe('u-hr')
    expect(asked).not.toHaveBeenCalled()
  })
})

describe('a tablet that nobody touches', () => {
  let counts = true
  const over = vi.fn()
  let left = () => 0
  const page = () =>
    mount(
      defineComponent(() => {
        const idle = useIdle(60, over, () => counts)
        left = () => idle.left.value
        return () => h('p')
      }),
    )
  beforeEach(() => {
    vi.useFakeTimers()
    over.mockClear()
    counts = true
  })

  it('ends after its time, once, and a touch starts it anew', () => {
    const mounted = page()
    vi.advanceTimersByTime(50_000)
    expect(left()).toBe(10)
    window.dispatchEvent(new Event('pointerdown'))
    vi.advanceTimersByTime(50_000)
    expect(over).not.toHaveBeenCalled()
    vi.advanceTimersByTime(20_000)
    expect(over).toHaveBeenCalledTimes(1)
    mounted.unmount()
  })

  it('counts the time it slept, and none while there is nothing to end', () => {
    const mounted = page()
    counts = false
    vi.advanceTimersByTime(600_000)
    expect(over).not.toHaveBeenCalled()
    counts = true
    vi.setSystemTime(Date.now() + 3_600_000)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(over).toHaveBeenCalledTimes(1)
    mounted.unmount()
  })
})

describe('a QR code', () => {
  it('is a picture with a name, and its three corners are where scanners look', () => {
    const code = mount(QrCode, { props: { text: 'http://127.0.0.1:8080/rate/zf-1#c=ABCDEFGHIJKLMNOPQRSTUVWXYZ', label: '办件码' } })
    expect(code.attributes('aria-label')).toBe('办件码')
    const dark = new Set([...code.find('path').attributes('d')!.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x},${y}`))
    const size = Number(code.attributes('viewBox')!.split(' ')[2])
    // Finder patterns behind a quiet zone of four: the outer ring, and the light one inside it.
    for (const [x, y] of [[4, 4], [size - 11, 4], [4, size - 11]] as const) {
      expect([dark.has(`${x},${y}`), dark.has(`${x + 6},${y + 6}`), dark.has(`${x + 1},${y + 1}`), dark.has(`${x + 3},${y + 3}`)]).toEqual([true, true, false, true])
    }
    expect(dark.has('3,3')).toBe(false)
  })
})
