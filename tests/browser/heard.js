/** What a screen reader would be told by live regions, in order. Both run in the page. */

/** Begins to listen in every live region there is or comes to be; `window.heard` holds what was said. */
export function listen() {
  const LIVE = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
  window.heard = [];
  const watched = new WeakSet();
  const shown = (element) => element.checkVisibility?.() ?? true;
  const textOf = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  const observer = new MutationObserver((records) => {
    const regions = new Set();
    for (const { target, addedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(LIVE);
      if (region) regions.add(region);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        // An alert speaks when it comes; a status region has to be there before.
        for (const alert of [node, ...node.querySelectorAll('*')].filter((each) => each.matches('[role=alert]')))
          regions.add(alert);
        watch(node);
      }
    }
    for (const region of regions) if (shown(region) && textOf(region)) window.heard.push(textOf(region));
  });
  function watch(root) {
    const all = root instanceof Element ? [root, ...root.querySelectorAll('*')] : [...root.querySelectorAll('*')];
    for (const { shadowRoot } of all) {
      if (!shadowRoot || watched.has(shadowRoot)) continue;
      watched.add(shadowRoot);
      observer.observe(shadowRoot, { subtree: true, childList: true, characterData: true });
      watch(shadowRoot);
    }
  }
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  watch(document.body);
}

/** What was said since it was last asked for, once there are so many pieces. */
export function saidSince(from, count) {
  return window.heard.length >= from + count ? window.heard.slice(from) : null;
}
