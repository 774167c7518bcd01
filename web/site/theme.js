/* Light, dark or projector: set before the page is drawn, so that it does not flash. Loaded as a classic script. */
(() => {
  const key = 'attend-theme';
  const html = document.documentElement;
  // Storage may be forbidden (a sandboxed frame, a strict browser); then the choice lasts as long as the page.
  const stored = () => {
    try {
      return localStorage.getItem(key) ?? 'auto';
    } catch {
      return 'auto';
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem(key, theme);
    } catch {
      // Nothing is lost but the memory of it.
    }
  };
  const show = (theme) => {
    if (theme === 'auto') html.removeAttribute('data-theme');
    else html.setAttribute('data-theme', theme);
  };
  html.classList.add('js');
  // Where the page's script does not come, the page is as without scripts: matrices as tables, nothing folded.
  addEventListener('error', ({ target }) => target instanceof HTMLScriptElement && html.classList.remove('js'), true);
  show(stored());
  document.addEventListener('DOMContentLoaded', () => {
    const select = document.querySelector('.theme-switch select');
    if (!select) return;
    select.value = stored();
    select.addEventListener('change', () => {
      show(select.value);
      keep(select.value);
    });
  });
})();
