import { watch } from 'vue'
import * as api from '@/shared/api/desk'
import type { Task } from '@/shared/api/types'
import { useAction } from '../../act'
import { say } from '../../toast'

export interface Shaped {
  data: Task
  etag?: string
}
export interface ShapingProps {
  task: Task
  etag?: string
}

/** One card's way to change the task it shows; the page takes the answer. */
export function useShaping(props: ShapingProps, changed: (answer: Shaped) => void) {
  const action = useAction()
  // Loaded anew: what somebody else changed has been seen.
  watch(() => props.etag, action.clear)
  async function send(method: 'PATCH' | 'PUT' | 'POST', path: string, body: unknown, done: string): Promise<boolean> {
    const ok = await action.run([path, body], async (key) => changed(await api.shapeTask(method, props.task.id, path, body, key, props.etag)))
    if (ok) say(done)
    return ok
  }
  return { ...action, send }
}
