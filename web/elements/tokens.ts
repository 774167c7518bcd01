/** The design tokens for a page that does not link web/styles/tokens.css itself. */
import sheet from '../styles/tokens.css';

/** Gives `root` the tokens if the page around `element` has none. */
export function adoptTokens(element: Element, root: ShadowRoot): void {
  if (getComputedStyle(element).getPropertyValue('--attend-paper')) return;
  const own = new CSSStyleSheet();
  own.replaceSync(sheet);
  root.adoptedStyleSheets = [own, ...root.adoptedStyleSheets];
}
