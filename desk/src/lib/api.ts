// Talks to the server that gave out this page, and to nobody else.
import { text } from '../strings'

/** What the server says went wrong, in a sentence, and what to do next. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly next: string | null,
    readonly body: any = null,
  ) {
    super(message)
  }
}

async function answered<T>(request: Promise<Response>): Promise<T> {
  let response: Response
  try {
    response = await request
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, text.lost, null)
  }
  const body = await response.json().catch(() => null)
  if (!response.ok) throw new ApiError(response.status, body?.error ?? `HTTP ${response.status}`, body?.next ?? null, body)
  return body as T
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => answered<T>(fetch(`/api/${path}`, { signal }))

export const post = <T>(path: string, body: unknown): Promise<T> =>
  answered<T>(
    fetch(`/api/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  )

/** A path with its query; values that are null or empty are left out, lists repeat. */
export function asking(path: string, query: Record<string, string | number | null | undefined | (string | number)[]>): string {
  const out = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') out.append(key, String(one))
    }
  }
  const shown = out.toString()
  return shown ? `${path}?${shown}` : path
}

export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? [error.message, error.next].filter(Boolean).join(' ') : String(error)
