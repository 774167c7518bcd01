/** Reads what the stepper shows, as a person would: from the text of tables and panels. Functions here run in the page. */

/** Every matrix of the picture: its path, the axes its caption names, and the text of its cells. */
export function readMatrices() {
  const stepper = document.querySelector('attend-stepper');
  const picture = stepper.shadowRoot.querySelector('attend-picture').shadowRoot;
  // Matrices that are drawn as colours have no text.
  const written = [...picture.querySelectorAll('attend-matrix')].filter(({ shadowRoot }) =>
    shadowRoot.querySelector('table'),
  );
  return written.map((matrix) => {
    const root = matrix.shadowRoot;
    const table = root.querySelector('table');
    // A strip of the focus has no room for its letters.
    const { axes: letters, rows: down, cols: across } = matrix.view;
    const own = `${letters.filter(Boolean).join('×')} ${down.length}×${across.length}`;
    // A single number says no shape.
    const said = (root.querySelector('.shape')?.textContent ?? own).trim() || '1 1';
    const [axes, shape] = said.split(/\s+/);
    const rows = [...table.querySelectorAll('tbody tr')];
    const texts = (row, kind) => [...row.querySelectorAll(kind)].map((cell) => cell.textContent.trim());
    return {
      path: table.dataset.path,
      title: root.querySelector('.title')?.textContent.trim() ?? '',
      axes: axes.split('×'),
      shape: shape.split('×').map(Number),
      // Some rows or columns alone, as in the strips of the focus: which cells of the tensor they say they are.
      places: matrix.view.cut ? down.map((_, row) => across.map((_, col) => matrix.view.index(row, col))) : null,
      cells: rows.map((row) => texts(row, 'td[data-at]:not(.sum)')),
      sums: rows.flatMap((row) => texts(row, 'td.sum')),
      chosen: table.querySelector('[aria-selected=true]')?.getAttribute('aria-label') ?? null,
    };
  });
}

/**
 * Where the cells of a product stand: the left edges of the columns of top operand and result, the upper edges of the rows
 * of left operand and result, and the axes their captions name. Null where the picture is no product.
 */
export function readProduct() {
  const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
  const place = (kind) => {
    const root = picture.querySelector(`.${kind}`)?.shadowRoot;
    if (!root?.querySelector('table')) return null;
    const [first, ...rest] = [...root.querySelectorAll('tbody tr')];
    const boxes = (cells) => [...cells].map((cell) => cell.getBoundingClientRect());
    return {
      axes: root.querySelector('.shape').textContent.trim().split(/\s+/)[0].split('×'),
      lefts: boxes(first.querySelectorAll('[data-at]:not(.sum)')).map(({ left }) => Math.round(left)),
      tops: boxes([first, ...rest].map((row) => row.querySelector('[data-at]'))).map(({ top }) => Math.round(top)),
    };
  };
  const [left, top, result] = ['left', 'top', 'result'].map(place);
  return left && top && result ? { left, top, result } : null;
}

/** The sentence, the chosen cell, its arithmetic with the operands, the head that is shown, the breadcrumb. */
export function readPanels() {
  const root = document.querySelector('attend-stepper').shadowRoot;
  const inside = (tag) => root.querySelector(tag).shadowRoot;
  const text = (node) => node?.textContent.replace(/\s+/g, ' ').trim() ?? null;
  const line = inside('attend-arithmetic').querySelector('.line');
  const tabs = [...inside('attend-choices').querySelectorAll('attend-tabs')].at(-1);
  const head = /(\d+) of \d+/.exec(text(tabs?.shadowRoot.querySelector('[aria-selected=true]')) ?? '');
  return {
    cell: document.querySelector('attend-stepper').selection,
    sentence: text(inside('attend-sentence').querySelector('.said')),
    operands: line ? [...line.querySelectorAll('.operand')].map(text) : [],
    folded: Boolean(line?.querySelector('.link')),
    value: text(line?.querySelector('b')),
    head: head ? Number(head[1]) - 1 : 0,
    crumbs: [...inside('attend-crumbs').querySelectorAll('li')].map(text),
    here: text(inside('attend-timeline').querySelector('[aria-current] .name')),
  };
}

/** Where the stepper says the program stands, and the cell it has chosen. */
export function readPosition() {
  return document.querySelector('attend-stepper').session.position;
}

/**
 * Waits until everything asked for is drawn, labelled and brought into sight, and two frames have passed in which no observer
 * asked for more.
 */
export async function settled() {
  const stepper = document.querySelector('attend-stepper');
  const frame = () => new Promise(requestAnimationFrame);
  let presented;
  do {
    ({ presented } = stepper);
    await stepper.updateComplete;
    await presented;
    await frame();
    await frame();
  } while (stepper.presented !== presented);
}

/** Waits until no colour or place in the stepper is on its way any more, as that of a cell that was just chosen. */
export async function still() {
  const rootsBelow = (root) =>
    [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot ? [shadowRoot, ...rootsBelow(shadowRoot)] : [],
    );
  const moving = rootsBelow(document).flatMap((root) => root.getAnimations());
  await Promise.allSettled(moving.map(({ finished }) => finished));
}

/**
 * Waits for the first picture, and for the lesson around it, if there is one, to be running; gives true, or what is shown
 * instead of a picture.
 */
export async function ready() {
  for (;;) {
    const root = document.querySelector('attend-stepper')?.shadowRoot;
    const lesson = document.querySelector('attend-lesson');
    const runs = !lesson || lesson.hasAttribute('running');
    if (runs && root?.querySelector('attend-picture')?.shadowRoot?.querySelector('attend-matrix')) return true;
    const failed = root?.querySelector('attend-notes')?.shadowRoot?.querySelector('[role=alert]');
    if (failed || lesson?.hasAttribute('failed')) return (failed ?? lesson).textContent;
    await new Promise(requestAnimationFrame);
  }
}

/** Lets every prediction of a lesson show its answer, as the reader can; while one is open, the machine stops before it. */
export function showPredictions() {
  for (const skip of document.querySelectorAll('attend-quiz .skip-question')) skip.click();
}

/** The middle of a control, found by its class or action. */
export function middleOf(kind) {
  const controls = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-controls').shadowRoot;
  const box = controls.querySelector(`button.${kind}`).getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

/** The innermost focused element: tags from the page down into shadow roots. */
export function focusPath() {
  const path = [];
  for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement) path.push(at.localName);
  return path;
}
