/** The dialog of taking away, as a reader meets it. Functions here run in the page. */

/** Keeps what the page gives to save instead of saving it. */
export function catchFiles() {
  globalThis.caught = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    globalThis.newest = blob;
    return make.call(URL, blob);
  };
  HTMLAnchorElement.prototype.click = function click() {
    globalThis.caught.push({ name: this.download, blob: globalThis.newest });
  };
}

/** Moves to a cell. */
export const goto = (to, index) => document.querySelector('attend-stepper').goto(to, index);

export const shellOf = () =>
  document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;

/** What the dialog says. */
export function readDialog() {
  const shell = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;
  const root = shell.querySelector('attend-take-away-dialog').shadowRoot ?? shell;
  const text = (selector) =>
    [...root.querySelectorAll(selector)].map((each) => each.textContent.trim()).filter(Boolean);
  return {
    open: root.querySelector('dialog')?.open ?? false,
    sections: Object.fromEntries(
      ['link', 'tensor', 'run', 'picture'].map((part) => [
        part,
        text(`section[aria-labelledby=t-${part}] :is(.done, .bad)`).join(' '),
      ]),
    ),
    done: text('.done'),
    bad: text('.bad'),
    notice: shell.querySelector('.notice p')?.textContent.trim() ?? null,
    link: root.querySelector('#link')?.value ?? null,
    tensor: root.querySelector('select')?.value ?? null,
    back: root.querySelector('.back') !== null,
  };
}

/** Waits until the dialog, which is loaded now, is open. */
export async function opening() {
  const shell = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;
  const open = () => shell.querySelector('attend-take-away-dialog').shadowRoot?.querySelector('dialog').open;
  while (!open()) await new Promise(requestAnimationFrame);
}

/** Presses a button of the dialog and waits for its answer. */
export async function press(label) {
  const root = document
    .querySelector('attend-stepper')
    .shadowRoot.querySelector('attend-take-away')
    .shadowRoot.querySelector('attend-take-away-dialog').shadowRoot;
  const button = [...root.querySelectorAll('button')].find((each) => each.textContent.trim() === label);
  button.click();
  const told = () => [...root.querySelectorAll('.done')].map((each) => each.textContent.trim());
  do await new Promise(requestAnimationFrame);
  while (told().includes('One moment.'));
}

/** The newest file that was caught: its name, type and bytes. */
export async function caughtFile() {
  const { name, blob } = globalThis.caught.at(-1);
  return { name, type: blob.type, bytes: [...new Uint8Array(await blob.arrayBuffer())] };
}

/** Chooses a file in the field with this id, and waits until it was taken or refused. */
export async function choose(id, name, bytes) {
  const root = document
    .querySelector('attend-stepper')
    .shadowRoot.querySelector('attend-take-away')
    .shadowRoot.querySelector('attend-take-away-dialog').shadowRoot;
  const field = root.querySelector(`#${id}`);
  const list = new DataTransfer();
  list.items.add(new File([Uint8Array.from(bytes)], name));
  field.files = list.files;
  field.dispatchEvent(new Event('change'));
  const told = () => [...root.querySelectorAll('.done')].map((each) => each.textContent.trim());
  do await new Promise(requestAnimationFrame);
  while (told().includes('One moment.'));
}

/** What the page's session is like. */
export function readSession(of) {
  const { session, selection } = document.querySelector('attend-stepper');
  const { edits, position, restored } = session;
  const { data } = session.tensor(of, { ahead: true });
  return { edits, cells: position.cells, selection, restored, data: [...data] };
}

/** Where a thing stands in the window. */
export function buttonAt() {
  const root = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;
  const box = root.querySelector('button.open').getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

/** Chooses another tensor in the dialog. */
export async function chooseTensor(path) {
  const shell = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;
  const dialog = shell.querySelector('attend-take-away-dialog');
  const list = dialog.shadowRoot.querySelector('select');
  list.value = path;
  list.dispatchEvent(new Event('change'));
  await dialog.updateComplete;
}
