import { askReplies, type Replies } from '@/shared/api/comments'
import { today } from '@/shared/date'
import { SpokenFault } from '@/shared/faults'
import type { Rating } from './rating'

/**
 * Opens the reply box of one ballot, or writes back, with the key that this device can make again from its seed. What is
 * signed is of another kind than a ballot, and names the day, so that it cannot be used for ever.
 */
export async function repliesTo(rating: Rating, unit: string, text?: string): Promise<Replies> {
  const [{ hex, prepare, sha256, sign, unhex, utf8 }, book] = await Promise.all([import('@/shared/ballot'), rating.book()])
  const { cid } = rating
  const { seed, category } = rating.state.wallet
  const scope = `${category}/${unit}`
  const key = book.keys.get(scope)?.key
  if (!seed || !key) throw new SpokenFault('这台手机上没有这张票的钥匙。请用恢复码找回以后再看。')
  const { nullifier, secret } = prepare(unhex(seed), cid, scope, key)
  const about = text === undefined ? '' : hex(sha256(utf8(text)))
  const date = today()
  const signature = hex(sign(utf8(`zfpj-reply-v1\n${cid}\n${hex(nullifier)}\n${date}\n${about}\n`), secret))
  return askReplies(cid, { nullifier: hex(nullifier), date, signature, text })
}
