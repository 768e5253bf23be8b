/**
 * The code of an invitation, out of the link's fragment. It leaves the address, which people pass on and browsers remember,
 * and survives a reload of this tab.
 */
const nameOf = (cid: string) => `sanhang:invited:${cid}`

export function takeInvitation(cid: string, hash: string): string | null {
  const code = /^#i=([\w-]+)/.exec(hash)?.[1]
  if (code) sessionStorage.setItem(nameOf(cid), code)
  return sessionStorage.getItem(nameOf(cid))
}

/** Who has tokens, or cannot use it, needs it no more. */
export const dropInvitation = (cid: string): void => sessionStorage.removeItem(nameOf(cid))
