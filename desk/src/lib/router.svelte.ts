// Six pages and two detail pages: the address is the state, so a link shows the same to everybody.
class Router {
  path = $state(location.pathname)
  search = $state.raw(location.search)

  go(address: string): void {
    history.pushState(null, '', address)
    this.read()
    document.getElementById('main')?.focus({ preventScroll: true })
  }

  /** Changes what follows the path without a new entry in the history. */
  replace(search: string): void {
    history.replaceState(null, '', location.pathname + (search ? `?${search}` : '') + location.hash)
  }

  /** The same for what a view reads from the address; the focus stays where it is. */
  change(search: string): void {
    this.replace(search)
    this.read()
  }

  back(): void {
    if (history.length > 1) history.back()
    else this.go('/')
  }

  read(): void {
    this.path = location.pathname
    this.search = location.search
  }
}

export const router = new Router()
addEventListener('popstate', () => router.read())

/** For onclick of a link: stays on the page unless the reader wants a new tab. */
export function follow(event: MouseEvent): void {
  const link = (event.currentTarget as HTMLElement).closest('a')
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  router.go(link.getAttribute('href') ?? '/')
}

/** The desk as it was left, with its filters. */
export const deskAddress = (asked: string): string => (asked ? `/?${asked}` : '/')
export const eventAddress = (id: string): string => `/events/${id}`
export const storyAddress = (id: string, at?: { start: number; end: number } | null): string =>
  `/stories/${id}${at ? `?at=${at.start}-${at.end}` : ''}`
