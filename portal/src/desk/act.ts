import { ref } from 'vue'
import { newKey } from '@/shared/api/http'
import { messageOf, Problem } from '@/shared/api/problem'
import { SpokenFault } from '@/shared/faults'

/**
 * One button that writes. A second press while it is under way does nothing; after a lost answer the next press uses the
 * same key, so that what arrived the first time is not done again.
 */
export function useAction() {
  const sending = ref(false)
  const error = ref('')
  const fields = ref<Record<string, string>>({})
  /** Somebody else changed it meanwhile: offer to load it anew. */
  const stale = ref(false)
  /** What others did since, as far as the answer says. */
  const changes = ref<string[]>([])
  let key: string | undefined
  let text: string | undefined

  /** @param what is sent; other content gets another key */
  async function run(what: unknown, action: (key: string) => Promise<unknown>): Promise<boolean> {
    if (sending.value) return false
    const now = JSON.stringify(what)
    if (!key || text !== now) [key, text] = [newKey(), now]
    sending.value = true
    clear()
    try {
      await action(key)
      key = undefined
      return true
    } catch (thrown) {
      error.value = messageOf(thrown)
      if (thrown instanceof Problem) {
        fields.value = thrown.fields
        stale.value = thrown.status === 412
        if (stale.value) changes.value = (thrown.body.errors ?? []).map(({ message }) => message)
        if (!thrown.lost && thrown.status < 500) key = undefined
      } else if (!(thrown instanceof SpokenFault)) console.error(thrown)
      return false
    } finally {
      sending.value = false
    }
  }
  function clear() {
    error.value = ''
    fields.value = {}
    stale.value = false
    changes.value = []
  }
  return { sending, error, fields, stale, changes, run, clear }
}
