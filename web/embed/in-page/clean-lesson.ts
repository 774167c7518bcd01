/** Makes a lesson that came from elsewhere safe to stand in this page: text, pictures and our own elements, nothing that runs. */

/** Elements that run, load or send something, or change the page around. */
const FORBIDDEN =
  'script, iframe, frame, object, embed, link, meta, base, style, template, form, foreignObject, use, animate, set, animateMotion, animateTransform, annotation-xml, maction';

/** Attributes that hold an address. */
const ADDRESSES = ['href', 'src', 'xlink:href', 'action', 'formaction', 'poster', 'data', 'srcset', 'ping'];
const SCHEMES = ['http:', 'https:', 'mailto:'];

const attributesOf = (element: Element): Attr[] => [...element.attributes];

function cleanAttribute(element: Element, { name, value }: Attr, base: URL): void {
  const small = name.toLowerCase();
  if (small.startsWith('on') || small === 'style' || small === 'srcdoc') element.removeAttribute(name);
  if (!ADDRESSES.includes(small) || value.startsWith('#')) return;
  const whole = URL.canParse(value, base.href) ? new URL(value, base) : null;
  if (whole && SCHEMES.includes(whole.protocol) && (small === 'href' || small === 'src'))
    element.setAttribute(name, whole.href);
  else element.removeAttribute(name);
}

/**
 * @param lesson from a parsed page that was never shown; it is changed
 * @param address of that page: what is written relative to it becomes whole
 */
export function cleanLesson(lesson: Element, address: URL): Element {
  for (const element of lesson.querySelectorAll(FORBIDDEN)) element.remove();
  for (const element of [lesson, ...lesson.querySelectorAll('*')]) {
    for (const attribute of attributesOf(element)) cleanAttribute(element, attribute, address);
    if (element.localName === 'a' && !element.getAttribute('href')?.startsWith('#')) {
      element.setAttribute('target', '_blank');
      element.setAttribute('rel', 'noopener');
    }
  }
  const files = lesson.getAttribute('base') ?? '';
  lesson.setAttribute('base', URL.canParse(files, address.href) ? new URL(files, address).href : address.href);
  return lesson;
}
