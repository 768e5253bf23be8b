import { Problem } from '@/shared/api/problem'
import { SpokenFault } from '@/shared/faults'

/** How long a clerk waits for her turn before she is told to come back. */
const PATIENCE = 30_000
/** Seconds, when the answer does not say. */
const PAUSE = 2

/**
 * Draws and imports of a register are worked on one after the other: asks again, as often as the service says, while it is
 * somebody else's turn. Only a refusal that did nothing is repeated.
 *
 * @param tell whether it waits
 */
export async function inTurn<T>(ask: () => Promise<T>, tell: (waits: boolean) => void): Promise<T> {
  const until = Date.now() + PATIENCE
  try {
    for (;;) {
      try {
        return await ask()
      } catch (thrown) {
        if (!(thrown instanceof Problem) || thrown.code !== 'draw-under-way') throw thrown
        const pause = (thrown.retryAfter ?? PAUSE) * 1000
        if (Date.now() + pause > until) {
          throw new SpokenFault('名单还在抽取，或者别人正在导入，这次没有导完。什么都没有丢：您贴的名单还在框里。请过一两分钟再点“导入”，已经导入的不会重复。')
        }
        tell(true)
        await new Promise((go) => setTimeout(go, pause))
      }
    }
  } finally {
    tell(false)
  }
}
