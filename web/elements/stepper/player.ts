/** Plays steps one after another until somebody or something stops it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Player implements ReactiveController {
  playing = false;
  /** Steps a second. */
  speed = 1;
  private readonly host: ReactiveControllerHost;
  /** Makes one step; false where play should end after it. */
  private readonly step: () => boolean;
  private timer = 0;

  constructor(host: ReactiveControllerHost, step: () => boolean) {
    this.host = host;
    this.step = step;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.pause();
  }

  play(): void {
    this.playing = true;
    const goesOn = this.step();
    // What happened in the step may have paused it.
    if (!this.playing) return;
    if (goesOn) this.timer = window.setTimeout(() => this.play(), 1000 / this.speed);
    else this.pause();
  }

  pause(): void {
    clearTimeout(this.timer);
    if (this.playing) this.host.requestUpdate();
    this.playing = false;
  }
}
