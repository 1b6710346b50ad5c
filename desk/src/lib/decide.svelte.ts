// Decisions: sent with the version that was seen, told in a note with an undo, refused ones shown with what is now.
import { ApiError, messageOf, post } from './api'
import type { Decided } from './contract'
import { live } from './live.svelte'
import { shell } from './shell.svelte'
import { pages } from '../strings'

export interface Decision { action: string; event?: string; version?: string; [part: string]: unknown }
export interface Outcome { decided: Decided | null; conflict: ApiError | null }

class Decisions {
  isBusy = $state(false)
  last = $state.raw<Decided | null>(null)

  async take(decision: Decision, title: string, onUndone?: (decided: Decided) => void): Promise<Outcome> {
    if (this.#isTold()) return { decided: null, conflict: null }
    this.isBusy = true
    try {
      const decided = await post<Decided>('judgements', decision)
      this.#taken(decided, decision.action, title, onUndone)
      return { decided, conflict: null }
    } catch (error) {
      shell.note(messageOf(error), undefined, true)
      return { decided: null, conflict: error instanceof ApiError && error.status === 409 ? error : null }
    } finally {
      this.isBusy = false
    }
  }

  async undo(judgement: string, version: string, onUndone?: (decided: Decided) => void): Promise<Decided | null> {
    if (this.#isTold()) return null
    this.isBusy = true
    try {
      const decided = await post<Decided>(`judgements/${judgement}/undo`, { version })
      this.last = null
      shell.notes = shell.notes.filter((note) => !note.undo) // what they told is taken back
      shell.note(pages.event.done.undo)
      void live.load()
      onUndone?.(decided)
      return decided
    } catch (error) {
      shell.note(messageOf(error), undefined, true)
      return null
    } finally {
      this.isBusy = false
    }
  }

  /** Whether a decision is under way; the one that has to wait for it is told so, since it was not taken. */
  #isTold(): boolean {
    if (this.isBusy && !shell.notes.some((note) => note.text === pages.event.busy)) shell.note(pages.event.busy)
    return this.isBusy
  }

  #taken(decided: Decided, action: string, title: string, onUndone?: (decided: Decided) => void): void {
    this.last = decided
    const done = pages.event.done[action] ?? action
    const undo = decided.judgements.length ? () => void this.undoLast(decided, onUndone) : undefined
    shell.note(pages.event.doneWith(done, title), undo)
    void live.load()
  }

  /** Takes back everything one decision wrote, the latest first. */
  async undoLast(decided: Decided | null = this.last, onUndone?: (decided: Decided) => void): Promise<void> {
    if (!decided) return
    let version = decided.event?.version ?? decided.version
    for (const judgement of [...decided.judgements].reverse()) {
      const undone = await this.undo(judgement, version, onUndone)
      if (!undone) return
      version = undone.event?.version ?? undone.version
    }
  }
}

export const decisions = new Decisions()
