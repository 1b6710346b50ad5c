// The case as it is now: its counts, and a version that rises when this or another window changes it.
import { get, messageOf } from './api'
import type { CaseInfo, Job } from './contract'

class Live {
  info = $state.raw<CaseInfo | null>(null)
  version = $state('')
  job = $state.raw<Job | null>(null)
  error = $state('')
  #asked = 0
  #shown = 0 // the question whose answer is shown: an older one that comes late would take the counts back
  #first: Promise<void> | null = null

  /** What the case is, asked once. */
  async first(): Promise<CaseInfo | null> {
    await (this.#first ??= this.load())
    return this.info
  }

  async load(): Promise<void> {
    const turn = ++this.#asked
    try {
      const info = await get<CaseInfo>('case')
      if (turn < this.#shown) return
      this.#shown = turn
      this.info = info
      this.version = this.info.version
      this.job = this.info.job
      this.error = ''
    } catch (error) {
      if (turn > this.#shown) this.error = messageOf(error)
    }
  }

  listen(): () => void {
    const source = new EventSource('/api/changes')
    source.addEventListener('version', (event) => {
      const { version } = JSON.parse((event as MessageEvent<string>).data)
      if (version !== this.version) void this.load()
    })
    source.addEventListener('job', (event) => (this.job = JSON.parse((event as MessageEvent<string>).data)))
    return () => source.close()
  }

  can(action: string): boolean {
    return this.info?.actions.includes(action) ?? false
  }
}

export const live = new Live()
