import { describe, expect, it } from 'vitest'
import { flagText } from '@/shared/flags'
import type { Manifest } from '@/shared/ballot'
import { rates, stars, wilson } from '@/shared/recount/rates'
import { unusual, type Place } from '@/shared/recount/review'
import { value } from '@/shared/recount/scoring'

const USUAL = [30, 30, 20, 20]
const CATEGORIES = [
  { id: 'c', name: '群众', weight: 60 },
  { id: 'e', name: '企业', weight: 40 },
  { id: 'w', name: '办事人', weight: 0, entry: 'code' as const },
  { id: 't', name: '办事人（平板）', weight: 0, entry: 'tablet' as const },
]
const manifest = (more: Partial<Manifest>): Manifest =>
  ({
    items: USUAL.map((weight, at) => ({ id: `q${at + 1}`, text: '', weight })),
    categories: CATEGORIES,
    units: [{ id: 'u1', name: '甲', group: 'g' }, { id: 'u2', name: '乙', group: 'g' }],
    rules: { k: 10, m: 10, minN: 30, minWeight: 60, B: 2000 },
    review: 'zfpj-review-2',
    ...more,
  }) as Manifest

const mixed = (at: number) => [1 + (at % 5), 1 + (Math.floor(at / 2) % 5), 1 + (Math.floor(at / 3) % 5), 1 + (Math.floor(at / 7) % 5)]
const coached = (at: number) => [5, 4 + (at % 2), 5, 4 + (at % 2)]

function rated(places: Place[], unit: string, category: string, times: number, levels: (at: number) => number[], weights = USUAL): void {
  for (let at = 0; at < times; at++) {
    places.push({ index: places.length + 1, unit, category, answers: levels(at).join(''), worth: value(levels(at), weights) ?? undefined })
  }
}
const valuesOf = (places: Place[]) => {
  const values = new Map<string, Map<string, number[]>>()
  for (const { unit, category, worth } of places) {
    const cells = values.get(unit) ?? values.set(unit, new Map()).get(unit)!
    cells.set(category, [...(cells.get(category) ?? []), worth!])
  }
  return values
}

describe('the gap between a tablet and own phones', () => {
  const places: Place[] = []
  rated(places, 'u1', 't', 21, coached)
  rated(places, 'u1', 'w', 33, mixed)
  rated(places, 'u1', 'c', 40, (at) => [5, 5, 5, 1 + (at % 5)])

  it('is found with the figures that the server finds', () => {
    const [flag, ...rest] = unusual(manifest({}), places, () => '2026-09-15')
    expect(rest).toEqual([])
    // The same ballots and figures stand in the service's AnomaliesTest.
    expect(flag).toEqual({
      id: 'channel~u1~t~w', kind: 'channel', unit: 'u1', category: 't', day: null, answers: null, observed: 21, of: 54, expected: '52.67',
      gap: { against: 'w', mean: '94.76', z: '9.48' },
    })
    expect(flagText({ ...flag!, chance: null }, { units: [{ id: 'u1', name: '甲局' }], categories: CATEGORIES })).toContain('办事人（平板）给甲局打的分平均 94.76')
  })

  it('is not looked for under the rules of before', () => {
    for (const review of ['zfpj-review-1', undefined]) expect(unusual(manifest({ review }), places, () => '2026-09-15')).toEqual([])
  })

  it('is none when the cell is too small, or nobody differs', () => {
    const small: Place[] = []
    rated(small, 'u1', 't', 9, coached)
    rated(small, 'u1', 'w', 33, mixed)
    rated(small, 'u2', 't', 21, mixed)
    rated(small, 'u2', 'w', 33, mixed)
    expect(unusual(manifest({}), small, () => '2026-09-15')).toEqual([])
  })

  it('is certain when neither side varies', () => {
    const flat: Place[] = []
    rated(flat, 'u1', 't', 12, () => [5, 5, 5, 5])
    rated(flat, 'u1', 'w', 12, () => [4, 4, 4, 4])
    expect(unusual(manifest({}), flat, () => '2026-09-15')[0]?.gap).toEqual({ against: 'w', mean: '100.00', z: null })
  })
})

describe('rates', () => {
  it('have the lower bounds and stars of the protocol', () => {
    const vectors = [[12, 12, '0.7575', 2], [35, 35, '0.9011', 4], [73, 73, '0.9500', 5], [190, 200, '0.9104', 4], [480, 500, '0.9390', 4], [55, 80, '0.5793', 1], [9, 9, '0.7008', 0]] as const
    for (const [good, n, lower, rank] of vectors) {
      expect(wilson(good, n).lower.toFixed(4)).toBe(lower)
      expect(stars(wilson(good, n).lower, n)).toBe(rank)
    }
  })

  it('of satisfaction read as the server writes them', () => {
    const places: Place[] = []
    const one = manifest({ items: [{ id: 'q1', text: '', weight: 100 }], categories: [{ id: 'c', name: '群众', weight: 100 }, { id: 'w', name: '办事人', weight: 0, entry: 'code' }], purpose: 'conduct' })
    rated(places, 'u1', 'c', 200, (at) => [at < 190 ? 3 : 2], [100])
    rated(places, 'u1', 'w', 80, (at) => [at < 55 ? 5 : 1], [100])
    rated(places, 'u2', 'c', 29, () => [5], [100])
    rated(places, 'u2', 'w', 9, () => [5], [100])
    expect(rates(one, places, valuesOf(places)).map(({ unit, category, n, good, rate, interval, stars: given }) => [unit, category, n, good, rate, interval?.join(), given])).toEqual([
      ['u1', null, 200, 190, '0.9500', '0.9104,0.9726', 4],
      ['u1', 'c', 200, 190, '0.9500', '0.9104,0.9726', 4],
      ['u1', 'w', 80, 55, '0.6875', '0.5793,0.7785', 1],
      ['u2', null, 29, null, null, undefined, null],
      ['u2', 'c', 29, null, null, undefined, null],
    ])
  })

  it('of a survey are by policy: heard of is not known, not answered is not asked', () => {
    const places: Place[] = []
    const survey = manifest({ items: [{ id: 'p1', text: '', weight: 50 }, { id: 'p2', text: '', weight: 50 }], categories: [{ id: 'c', name: '群众', weight: 100 }], units: [{ id: 'u1', name: '', group: '' }], purpose: 'awareness' })
    rated(places, 'u1', 'c', 40, (at) => [5, at < 10 ? 5 : at < 20 ? 2 : 1], [50, 50])
    rated(places, 'u1', 'c', 12, () => [1, 0], [50, 50])
    expect(rates(survey, places, valuesOf(places)).filter(({ category }) => category === null).map(({ item, n, good, rate, stars: given }) => [item, n, good, rate, given])).toEqual([
      ['p1', 52, 40, '0.7692', null],
      ['p2', 40, 10, '0.2500', null],
    ])
  })
})
