import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import * as api from '@/shared/api/public'
import { Problem } from '@/shared/api/problem'
import { draft, openDraft } from '@/citizen/idea'
import { router } from '@/citizen/router'
import IdeaCheck from '@/citizen/views/idea/IdeaCheck.vue'
import IdeaText from '@/citizen/views/idea/IdeaText.vue'
import { forget, keep, recall } from '@/shared/store'

const ready = {
  kind: 'idea' as const,
  submitter: 'citizen' as const,
  title: '学校门口要有斑马线',
  body: '实验小学门口车多，没有斑马线，孩子过马路危险。',
  unitId: '',
  unitName: '',
  phone: '',
  publish: true,
}
const receipt = { id: 's1', queryCode: 'QH12345678', dueOn: '2026-12-07', next: '转给部门。' }
const show = (view: unknown) => mount(view as typeof IdeaText, { global: { plugins: [router] }, attachTo: '#page' })

beforeEach(async () => {
  document.body.innerHTML = '<main><h1>标题</h1><div id="page"></div></main>'
  await openDraft()
  Object.assign(draft, ready)
  await router.push('/idea/check')
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('a form that is sent with something missing', () => {
  it('gives the focus to the summary, puts the fault before the title, and clears what is put right', async () => {
    await router.push('/idea/text')
    draft.title = '路口'
    const page = show(IdeaText)
    await page.find('form').trigger('submit')
    await flushPromises()
    const summary = page.find('.summary')
    expect(document.activeElement).toBe(summary.element)
    expect(document.title).toMatch(/^错误：/)
    expect(page.find('#title').attributes('aria-invalid')).toBe('true')
    expect(page.find('#title').attributes('aria-describedby')).toContain('title-error')

    await summary.find('a').trigger('click')
    expect(document.activeElement).toBe(page.find('#title').element)
    await page.find('#title').setValue('路口要装红绿灯')
    await nextTick()
    expect(page.find('.summary').exists()).toBe(false)
  })
})

describe('sending an idea', () => {
  it('twice with one double tap sends once', async () => {
    let answer!: (value: typeof receipt) => void
    const sent = vi.spyOn(api, 'sendSuggestion').mockReturnValue(new Promise((resolve) => (answer = resolve)))
    const page = show(IdeaCheck)
    const form = page.find('form')
    void form.trigger('submit')
    void form.trigger('submit')
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(sent).toHaveBeenCalledOnce()
    expect(page.find('button[type=submit]').attributes('disabled')).toBeDefined()
    answer(receipt)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/idea/done'), 10_000)
  })

  it('again after a lost answer uses the same key, and another one for another text', async () => {
    const sent = vi.spyOn(api, 'sendSuggestion').mockRejectedValue(new Problem(0, {}))
    const page = show(IdeaCheck)
    const send = async () => {
      await page.find('form').trigger('submit')
      await vi.waitFor(() => expect(page.find('button[type=submit]').attributes('disabled')).toBeUndefined(), 10_000)
      return sent.mock.calls[sent.mock.calls.length - 1]![1]
    }
    const first = await send()
    expect(page.find('.summary').text()).toContain('您填的内容还在')
    expect(await send()).toBe(first)
    // Kept with the draft: a reload does not lose it.
    expect((await recall<{ key: string }>('idea'))?.key).toBe(first)
    draft.title = '学校门口要有红绿灯'
    expect(await send()).not.toBe(first)
  })
})

describe('what is kept on the phone', () => {
  it('survives without IndexedDB', async () => {
    expect(typeof indexedDB).toBe('undefined')
    expect(await keep('x', { a: 1 })).toBe(true)
    expect(await recall('x')).toEqual({ a: 1 })
    await forget('x')
    expect(await recall('x')).toBeUndefined()
  })
})
