/*
 * First script of a page in a frame, loaded as a classic one, which needs nobody's leave: it sets the theme before the page
 * is drawn, and says why there is nothing if the page's module may not be loaded.
 */
(() => {
  const html = document.documentElement;
  const theme = new URLSearchParams(location.search).get('theme');
  if (['light', 'dark', 'projector'].includes(theme)) html.dataset.theme = theme;
  html.classList.add('js');

  const text =
    'The script of this page could not be loaded. If the page is in a sandboxed frame, its server has to send ' +
    'Access-Control-Allow-Origin: * with scripts and data, or the single-file version has to be used.';
  const onError = ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return;
    html.classList.remove('js');
    const note = document.createElement('p');
    note.className = 'embed-wait';
    note.setAttribute('role', 'alert');
    note.textContent = text;
    document.querySelector('.embed-wait')?.remove();
    document.body.prepend(note);
    if (parent !== window)
      parent.postMessage({ source: 'attend', version: 1, type: 'error', code: 'load', message: text }, '*');
  };
  addEventListener('error', onError, true);
})();
