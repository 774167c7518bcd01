/**
 * Says what happened: sends an event that bubbles out of every shadow root around `from`, so that whoever holds the
 * element hears it, however deep it lies.
 */
export function tell(from: EventTarget, type: string, detail: object = {}): void {
  from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
