import { beforeEach, describe, expect, it } from 'vitest'
import { dropInvitation, takeInvitation } from '@/citizen/invitation'
import { fewExpected, newCategory, newItem, PRESETS, sumText, usualItems, wrongWeights } from '@/desk/weights'
import { drawText } from '@/shared/raters'

describe('the weights of a new campaign', () => {
  it('add up to 100 in every preset, with the open kind beside the score', () => {
    for (const { make } of PRESETS) expect(wrongWeights(usualItems(), make())).toBe('')
    const open = PRESETS[0]!.make().filter(({ entry }) => entry === 'open')
    expect(open.map(({ weight }) => weight)).toEqual(['0'])
  })

  it('say what is missing, and what is too much', () => {
    expect(sumText([{ weight: '60' }, { weight: '30' }])).toEqual({ ok: false, text: '权重合计 90，还差 10。' })
    expect(sumText([{ weight: '60' }, { weight: '50' }]).text).toBe('权重合计 110，多了 10。')
    for (const weight of ['', 'x', '-1', '1.5', '101']) expect(sumText([{ weight }]).text).toContain('0 到 100 的整数')
  })

  it('are refused with a word on the first thing that is wrong', () => {
    const [items, categories] = [usualItems(), PRESETS[1]!.make()]
    expect(wrongWeights([{ ...items[0]!, text: ' ' }, ...items.slice(1)], categories)).toBe('每个评价项目都要写名称。')
    expect(wrongWeights([...items, { ...items[0]!, id: 'q9' }], categories)).toBe('评价项目“服务态度”写了两次。')
    expect(wrongWeights([...items, { id: 'q9', text: '别的', weight: '0' }], categories)).toContain('要大于 0')
    expect(wrongWeights(items, [categories[0]!, { ...categories[1]!, name: '群众' }])).toBe('身份“群众”写了两次。')
    expect(wrongWeights(items, categories.slice(1))).toBe('身份：权重合计 40，还差 60。')
  })

  it('give new rows names that nobody has', () => {
    expect(newItem(usualItems()).id).toBe('q5')
    const one = newCategory(PRESETS[0]!.make())
    expect(newCategory([one]).id).not.toBe(one.id)
  })

  it('warn of kinds that are expected to be few', () => {
    const [first, ...others] = PRESETS[0]!.make()
    expect(fewExpected([{ ...first!, expected: '29' }, ...others])).toEqual(['群众（受邀）'])
    expect(fewExpected([{ ...first!, expected: '30' }])).toEqual([])
  })
})

describe('the code of an invitation', () => {
  beforeEach(() => sessionStorage.clear())

  it('is taken out of the link, kept for this tab and this campaign, and dropped', () => {
    expect(takeInvitation('qh', '')).toBeNull()
    expect(takeInvitation('qh', '#i=Ab_-9')).toBe('Ab_-9')
    expect(takeInvitation('qh', '')).toBe('Ab_-9')
    expect(takeInvitation('other', '')).toBeNull()
    expect(takeInvitation('other', '#c=Ab')).toBeNull()
    dropInvitation('qh')
    expect(takeInvitation('qh', '')).toBeNull()
  })
})

it('a draw is told in one sentence', () => {
  const draw = { id: '1', category: 'p', rule: 'zfpj-draw-1', seed: 'x', seedGiven: true, frameSize: 9, frameHash: '', drawn: 3, drawnHash: '', day: '2026-09-01' }
  expect(drawText({ ...draw, source: 'contacts', kind: 'enterprise', from: '2026-08-01', to: '2026-08-31', proportional: true })).toBe(
    '从2026年8月1日到2026年8月31日来办过事的企业里抽，按办事单位的人数比例分配。种子“x”，由办公室给出。',
  )
  expect(drawText({ ...draw, source: 'list', proportional: false, seedGiven: false })).toBe('从导入的名单里抽。种子“x”，由系统随机产生。')
})
