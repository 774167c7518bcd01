/** Says things to those who listen, in a region that a screen reader follows. */

/** A text is said once it has stood for so many milliseconds; a newer one takes its place. */
const CALM = 300;
const PLAYING = 1500;

export class Announcer {
  #timer = 0;

  /** @param playing steps follow one another: only what stays is said */
  say(region: Element, text: string, playing: boolean): void {
    clearTimeout(this.#timer);
    if (!text) return;
    // A new node each time, so that the same text is said again.
    const speak = () => region.replaceChildren(text);
    this.#timer = window.setTimeout(speak, playing ? PLAYING : CALM);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
