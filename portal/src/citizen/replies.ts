import { askReplies, type Replies } from '@/shared/api/comments'
import { today } from '@/shared/date'
import { SpokenFault } from '@/shared/faults'
import type { Rating } from './rating'

/** Opens the reply box of one ballot with the key that this device can make again from its seed. */
export async function repliesTo(rating: Rating, unit: string, text?: string): Promise<Replies> {
  const [ballot, { signQuestion }, book] = await Promise.all([import('@/shared/ballot'), import('@/shared/ballot/reply'), rating.book()])
  const { seed, category } = rating.state.wallet
  const scope = `${category}/${unit}`
  const key = book.keys.get(scope)?.key
  if (!seed || !key) throw new SpokenFault('这台手机上没有这张票的钥匙。请用恢复码找回以后再看。')
  return askReplies(rating.cid, signQuestion(rating.cid, ballot.prepare(ballot.unhex(seed), rating.cid, scope, key), today(), text))
}
