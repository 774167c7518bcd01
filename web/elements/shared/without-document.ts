/**
 * Stand-ins for what a server does not have, so that importing the package there does nothing and breaks nothing: Next, Nuxt
 * and VitePress import on a server what they show in a browser. The bundle of the package puts these in place of the globals
 * of the same names; in a browser they are those globals.
 */
const browser = globalThis as Partial<typeof globalThis>;

export const HTMLElement: typeof globalThis.HTMLElement =
  browser.HTMLElement ?? (class {} as typeof globalThis.HTMLElement);

const nothing = (): void => {};

export const customElements: Pick<CustomElementRegistry, 'get' | 'define'> = browser.customElements ?? {
  get: () => undefined,
  define: nothing,
};

/** What lit and `attend.js` ask of a document when they are loaded. */
export const document: Pick<Document, 'createTreeWalker' | 'createComment' | 'addEventListener' | 'querySelectorAll'> =
  browser.document ??
  ({
    createTreeWalker: nothing,
    createComment: nothing,
    addEventListener: nothing,
    querySelectorAll: () => [],
  } as never);
