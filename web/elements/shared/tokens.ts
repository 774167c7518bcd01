/** The design tokens for a page that does not link web/styles/tokens.css itself. */
import sheet from '../../styles/tokens.css';

/** The type size that the reader set in the browser, in pixels, whatever the page around does with its root. */
function readersSize(root: ShadowRoot): number {
  const probe = document.createElement('span');
  probe.style.font = 'medium sans-serif';
  root.append(probe);
  const size = Number.parseFloat(getComputedStyle(probe).fontSize);
  probe.remove();
  return size;
}

function adopt(root: ShadowRoot, text: string): void {
  const own = new CSSStyleSheet();
  own.replaceSync(text);
  root.adoptedStyleSheets = [own, ...root.adoptedStyleSheets];
}

/** Gives `root` the tokens if the page around `element` has none, with lengths in the reader's own type size. */
export function adoptTokens(element: Element, root: ShadowRoot): void {
  if (getComputedStyle(element).getPropertyValue('--attend-paper')) return;
  adopt(root, `${sheet}\n:host { --attend-rem: ${readersSize(root) || 16}px; }`);
}
