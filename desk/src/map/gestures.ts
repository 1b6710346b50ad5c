// Drag, pinch, wheel and click on the map, told as simple calls.
const SLIP = 4 // pixels a click may move
const WHEEL = 0.0022 // zoom a pixel of the wheel
const WHEEL_LINE = 0.05

export interface Hands {
  drag: (dx: number, dy: number) => void
  zoom: (x: number, y: number, factor: number) => void
  hover: (x: number, y: number) => void
  hold: (is: boolean) => void
  click: (x: number, y: number) => void
}

export function pointers(node: HTMLElement, hands: Hands) {
  const held = new Map<number, { x: number; y: number }>()
  let way = 0
  const place = (event: MouseEvent) => {
    const box = node.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const listeners: Record<string, (event: any) => void> = {
    pointerdown(event: PointerEvent) {
      node.setPointerCapture(event.pointerId)
      held.set(event.pointerId, place(event))
      way = 0
      hands.hold(true)
    },
    pointermove(event: PointerEvent) {
      const now = place(event)
      const before = held.get(event.pointerId)
      if (!before) return hands.hover(now.x, now.y)
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1]
      if (other) {
        const [was, is] = [before, now].map((point) => Math.hypot(point.x - other.x, point.y - other.y))
        hands.zoom((now.x + other.x) / 2, (now.y + other.y) / 2, is / Math.max(1, was))
        way = SLIP + 1
      } else {
        way += Math.abs(now.x - before.x) + Math.abs(now.y - before.y)
        hands.drag(now.x - before.x, now.y - before.y)
      }
      held.set(event.pointerId, now)
    },
    pointerup(event: PointerEvent) {
      const { x, y } = place(event)
      held.delete(event.pointerId)
      hands.hold(false)
      if (way <= SLIP) hands.click(x, y)
    },
    pointercancel(event: PointerEvent) {
      held.delete(event.pointerId)
      hands.hold(false)
    },
    wheel(event: WheelEvent) {
      event.preventDefault()
      const { x, y } = place(event)
      hands.zoom(x, y, Math.exp(-event.deltaY * (event.deltaMode ? WHEEL_LINE : WHEEL)))
    },
  }
  for (const [name, listener] of Object.entries(listeners)) node.addEventListener(name, listener, { passive: false })
  return {
    destroy() {
      for (const [name, listener] of Object.entries(listeners)) node.removeEventListener(name, listener)
    },
  }
}
