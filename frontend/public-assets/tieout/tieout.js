// Keyboard: "/" reaches the search field; j and k move through a list, Enter opens the row.
document.addEventListener('keydown', event => {
  const typing = event.composedPath().some(node => node instanceof HTMLElement
    && (node.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(node.tagName)));
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    const search = document.querySelector('vaadin-text-field.search');
    if (search) { event.preventDefault(); search.focus(); }
  } else if (event.key === 'Enter') {
    const grid = event.composedPath().find(node => node.localName === 'vaadin-grid' && node.classList.contains('list'));
    const cell = grid && grid.shadowRoot.activeElement;
    const row = cell && (cell.localName === 'tr' ? cell.firstElementChild : cell.closest('tr') && cell);
    const content = row && row.querySelector('slot')?.assignedElements()[0];
    if (content && cell.closest('tbody')) content.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  } else if (event.key === 'j' || event.key === 'k') {
    const grid = document.querySelector('vaadin-grid.list');
    if (!grid) return;
    const key = event.key === 'j' ? 'ArrowDown' : 'ArrowUp';
    const target = grid.shadowRoot.activeElement || grid.shadowRoot.querySelector('tbody td[tabindex="0"]') || grid;
    target.focus();
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
  }
});
