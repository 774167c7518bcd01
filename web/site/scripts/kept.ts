/** What the site keeps in the browser where it may; else for as long as the page is open. */

/** Stands in where the browser has no storage, or forbids it. */
const memory = new Map<string, string>();

function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Whether what is kept will still be there tomorrow. */
export function lasts(): boolean {
  try {
    storage()!.setItem('attend-trial', '');
    storage()!.removeItem('attend-trial');
    return true;
  } catch {
    return false;
  }
}

export function keptEntries(): [string, string][] {
  const found = new Map(memory);
  const store = storage();
  for (let i = 0; store && i < store.length; i++) {
    const key = store.key(i)!;
    found.set(key, store.getItem(key) ?? '');
  }
  return [...found];
}

export const kept = (key: string): string | null => storage()?.getItem(key) ?? memory.get(key) ?? null;

/** @returns whether the browser keeps it beyond this page */
export function keep(key: string, value: string): boolean {
  try {
    storage()!.setItem(key, value);
    memory.delete(key);
    return true;
  } catch {
    memory.set(key, value);
    return false;
  }
}

export function forget(key: string): void {
  memory.delete(key);
  storage()?.removeItem(key);
}
