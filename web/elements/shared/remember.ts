/** What a reader set once and would not like to set again. Kept where the browser allows it; else until the page is left. */

const PREFIX = 'attend.';
const here = new Map<string, string>();

/** What was kept under a name; null where nothing was. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name) ?? here.get(name) ?? null;
  } catch {
    return here.get(name) ?? null;
  }
}

export function remember(name: string, value: string): void {
  here.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that keeps nothing: until the page is left, it is known all the same.
  }
}
