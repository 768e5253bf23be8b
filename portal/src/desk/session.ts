import { reactive } from 'vue'
import * as api from '@/shared/api/desk'
import type { Role, Session } from '@/shared/api/types'

const RETURN = 'sanhang:desk-return'

export const session = reactive<Session>({ signedIn: false })
let asked: Promise<void> | undefined

export function loadSession(): Promise<void> {
  asked ??= api.session().then(
    (answer) => void Object.assign(session, answer),
    (thrown) => {
      asked = undefined
      throw thrown
    },
  )
  return asked
}

export const is = (...roles: Role[]): boolean => roles.some((role) => session.roles?.includes(role))
export const isOffice = (): boolean => is('OFFICE', 'ADMIN')

/** Leaves for the sign-in; afterwards the desk opens where it was left. */
export function signIn(comeBackTo: string): void {
  sessionStorage.setItem(RETURN, comeBackTo)
  location.assign('/oauth2/authorization/sanhang')
}

/** Where to go after signing in, once. */
export function takeReturn(): string | null {
  const path = sessionStorage.getItem(RETURN)
  sessionStorage.removeItem(RETURN)
  return path && path.startsWith('/') && !path.startsWith('//') && !path.startsWith('/sign-in') ? path : null
}
