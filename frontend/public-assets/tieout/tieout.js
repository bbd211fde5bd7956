// Keyboard: "/" reaches the search field; j and k move through a list.
document.addEventListener('keydown', event => {
  const typing = event.composedPath().some(node => node instanceof HTMLElement
    && (node.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(node.tagName)));
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    const search = document.querySelector('vaadin-text-field.search');
    if (search) { event.preventDefault(); search.focus(); }
  } else if (event.key === 'j' || event.key === 'k') {
    const grid = document.querySelector('vaadin-grid.list');
    if (!grid) return;
    const key = event.key === 'j' ? 'ArrowDown' : 'ArrowUp';
    const target = grid.shadowRoot.activeElement || grid.shadowRoot.querySelector('tbody td[tabindex="0"]') || grid;
    target.focus();
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
  }
});
