import { onMounted, onUnmounted, ref } from 'vue'

const TOUCHES = ['pointerdown', 'keydown', 'input'] as const

/**
 * Seconds until `over` is called, unless somebody touches the page before. By the clock: a sleeping tablet counts too.
 *
 * @param counts whether there is anything to end
 */
export function useIdle(seconds: number, over: () => void, counts: () => boolean) {
  const left = ref(seconds)
  let last = Date.now()
  let ended = false
  const touch = () => {
    last = Date.now()
    left.value = seconds
  }
  const look = () => {
    if (!counts()) return touch()
    left.value = Math.max(0, seconds - Math.floor((Date.now() - last) / 1000))
    if (left.value > 0 || ended) return
    ended = true
    over()
  }
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    for (const name of TOUCHES) addEventListener(name, touch, true)
    document.addEventListener('visibilitychange', look)
    timer = setInterval(look, 500)
  })
  onUnmounted(() => {
    for (const name of TOUCHES) removeEventListener(name, touch, true)
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
  })
  return { left, touch }
}
