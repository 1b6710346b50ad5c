// What every page shares: the theme, the notes at the foot, whether single letters are keys, and the open dialogs.
export type Theme = 'light' | 'dark'
export interface Note { id: number; text: string; isBad: boolean; undo?: () => void }

const NOTE_MS = 9000

class Shell {
  theme = $state<Theme>(document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light')
  isHelpOpen = $state(false)
  hasLetters = $state(localStorage.getItem('letters') !== 'off')
  notes = $state<Note[]>([])
  #next = 0

  setTheme(theme: Theme): void {
    this.theme = theme
    document.documentElement.dataset.theme = theme
    localStorage.setItem('theme', theme)
  }

  setLetters(on: boolean): void {
    this.hasLetters = on
    localStorage.setItem('letters', on ? 'on' : 'off')
  }

  note(text: string, undo?: () => void, isBad = false): void {
    const id = ++this.#next
    this.notes = [...this.notes.slice(-2), { id, text, undo, isBad }]
    if (!isBad) setTimeout(() => this.drop(id), NOTE_MS)
  }

  drop(id: number): void {
    this.notes = this.notes.filter((note) => note.id !== id)
  }
}

export const shell = new Shell()

const TYPED_IN = 'input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]'

/** Whether a key pressed here is a command: not while typing, not with a modifier, not behind a dialog. */
export function isCommand(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return false
  if (target.closest?.(TYPED_IN) || document.querySelector('dialog[open]')) return false
  return shell.hasLetters || event.key.length > 1
}

/** The value of a colour token now; read again when the theme changes. */
export function colour(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim()
}
