import { inject, type InjectionKey } from 'vue'
import type { Rating } from '../../rating'

export const RATING: InjectionKey<Rating> = Symbol('rating')

export function useRating(): Rating {
  const rating = inject(RATING)
  if (!rating) throw new Error('outside of a rating')
  return rating
}
