import { ref } from 'vue'

export const toast = ref('')
let timer: ReturnType<typeof setTimeout> | undefined

/** Says that something worked; a reader hears it too. Faults are never told this way: they stay where they happened. */
export function say(text: string): void {
  clearTimeout(timer)
  toast.value = text
  timer = setTimeout(() => (toast.value = ''), 4000)
}
