/** Pages of Chromium that are used again: a new one costs as much as all that a test does in it. */

/**
 * @param {import('playwright-core').BrowserContext} context whose pages they are
 * @returns `take(url, viewport)` gives a page that remembers nothing of the site that this address is of; `give(page)` takes
 *   it back
 */
export function pagesOf(context) {
  const free = [];
  const take = async (url, viewport) => {
    const page = free.pop() ?? (await context.newPage());
    await page.setViewportSize(viewport);
    if (url.startsWith('http')) await forget(page, new URL(url).origin);
    return page;
  };
  const give = async (page) => {
    await page.goto('about:blank');
    await page.unrouteAll();
    for (const event of ['console', 'dialog', 'pageerror', 'request', 'response']) page.removeAllListeners(event);
    free.push(page);
  };
  return { take, give };
}

/** What a site has kept goes, and the mouse is nowhere near. */
async function forget(page, origin) {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
  await page.mouse.move(0, 0);
}
