let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Tells a reader of a new page by giving its heading the focus, as soon as the view shows one (it may still be loading),
 * unless somebody began to type meanwhile.
 */
export function focusHeading(tries = 20): void {
  clearTimeout(timer)
  if (document.activeElement?.matches('input,select,textarea')) return
  const heading = document.querySelector<HTMLElement>('main h1')
  if (heading) {
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  } else if (tries > 0) timer = setTimeout(() => focusHeading(tries - 1), 50)
}
