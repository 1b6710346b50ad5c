// A page's answer: asked anew when what it asks or the case changes, and only the last answer counts.
import { get, messageOf } from './api'
import { live } from './live.svelte'

export class Page<T> {
  answer = $state.raw<T | null>(null)
  trouble = $state('')
  #asked = 0

  constructor(path: () => string | null) {
    $effect(() => {
      void live.version
      const now = path()
      if (now) void this.ask(now)
      else this.answer = null
    })
  }

  async ask(path: string): Promise<void> {
    const asked = ++this.#asked
    try {
      const answer = await get<T>(path)
      if (asked !== this.#asked) return
      this.answer = answer
      this.trouble = ''
    } catch (error) {
      if (asked === this.#asked) this.trouble = messageOf(error)
    }
  }
}
