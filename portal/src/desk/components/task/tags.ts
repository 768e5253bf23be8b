import { computed } from 'vue'
import * as api from '@/shared/api/desk'
import { useLoad } from '@/shared/use'

/** What tasks are tagged with: 六大产业 and 三个转变. */
const TAGGING = ['industry', 'change']

export function useTags() {
  const { data } = useLoad(async () => (await api.dictionaries()).filter(({ code }) => TAGGING.includes(code)))
  const words = computed(() => Object.fromEntries((data.value ?? []).flatMap(({ entries }) => entries.map((entry) => [entry.code, entry.words]))) as Record<string, string>)
  /** A tag that somebody retired stays readable. */
  const named = (tags: string[]) => tags.map((tag) => words.value[tag] ?? tag).join('、')
  const choices = computed(() => (data.value ?? []).map(({ name, entries }) => ({ name, entries: entries.filter(({ retired }) => !retired) })).filter(({ entries }) => entries.length > 0))
  return { choices, named, words }
}
