import { ref, shallowRef, watchEffect, type Ref } from 'vue'
import { messageOf, Problem } from './api/problem'
import { SpokenFault } from './faults'

/** Data that a page opens with. `load` asks again. */
export function useLoad<T>(ask: () => Promise<T>) {
  const data = shallowRef<T>()
  const loading = ref(true)
  const failure = shallowRef<unknown>()
  let turn = 0
  async function load() {
    const mine = ++turn
    loading.value = true
    failure.value = undefined
    try {
      const answer = await ask()
      // An older question that is answered late must not overwrite a newer one.
      if (mine === turn) data.value = answer
    } catch (thrown) {
      if (mine === turn) failure.value = thrown
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  void load()
  return { data, loading, failure, load }
}

/** Messages by field id; the key '' is about the form as a whole. */
export type Errors = Record<string, string>

/**
 * A form that is checked when sent, and from then on at every change, so that what was put right does not stay red.
 * A second tap while the first is under way does nothing.
 *
 * @param fieldIds ids by the names that the service's pointers use, where they differ
 */
export function useForm(validate: () => Errors, fieldIds: Record<string, string> = {}) {
  const errors: Ref<Errors> = ref({})
  /** Grows with every refused sending. */
  const asked = ref(0)
  const sending = ref(false)
  let refused = false

  watchEffect(() => {
    const found = validate()
    if (refused) errors.value = found
  })

  async function submit(action: () => Promise<unknown>): Promise<void> {
    if (sending.value) return
    errors.value = validate()
    if (Object.keys(errors.value).length > 0) {
      refused = true
      asked.value++
      return
    }
    sending.value = true
    try {
      await action()
    } catch (thrown) {
      errors.value = errorsOf(thrown, fieldIds)
      asked.value++
    } finally {
      sending.value = false
    }
  }
  return { errors, asked, sending, submit }
}

function errorsOf(thrown: unknown, fieldIds: Record<string, string>): Errors {
  if (!(thrown instanceof Problem)) {
    if (!(thrown instanceof SpokenFault)) console.error(thrown)
    return { '': messageOf(thrown) }
  }
  const fields = Object.entries(thrown.fields).map(([name, text]) => [fieldIds[name] ?? name, text] as const)
  const shown = fields.filter(([id]) => document.getElementById(id))
  return shown.length > 0 ? Object.fromEntries(shown) : { '': thrown.message }
}
