/** Elements that the first step does not need: each is fetched when it is first asked for. */

type Loader = () => Promise<CustomElementConstructor>;

/** By tag. Elements that are used together come in one file. */
const LATER: Record<string, Loader> = {
  'attend-change-list': async () => (await import('../editing/editing-elements.js')).AttendChangeList,
  'attend-edit': async () => (await import('../editing/editing-elements.js')).AttendEdit,
  'attend-field': async () => (await import('../matrix/attend-field.js')).AttendField,
  'attend-memory': async () => (await import('../picture/attend-memory.js')).AttendMemory,
  'attend-nudge': async () => (await import('../backward/attend-nudge.js')).AttendNudge,
  'attend-interventions': async () => (await import('../interventions/attend-interventions.js')).AttendInterventions,
  'attend-keys': async () => (await import('../stepper/attend-keys.js')).AttendKeys,
  'attend-overview': async () => (await import('../overview/attend-overview.js')).AttendOverview,
  'attend-ranking': async () => (await import('../backward/attend-ranking.js')).AttendRanking,
  'attend-training': async () => (await import('../training/elements.js')).AttendTraining,
  'attend-take-away-dialog': async () => (await import('../takeaway/attend-take-away-dialog.js')).AttendTakeAwayDialog,
};

/** Fetches and defines an element; what stands on the page already then comes to life. Rejects where it cannot be had. */
export async function later(tag: string): Promise<void> {
  if (customElements.get(tag)) return;
  const element = await LATER[tag]!();
  if (!customElements.get(tag)) customElements.define(tag, element);
}

/** Calls `work` when the page has nothing more urgent to do. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}
