// Enhances the ranking: sorting, searching and paging swap the table in place. Without script they are ordinary links and an ordinary form.
const key = 'data-swap';

async function swap(url, { keepFocus } = {}) {
  const answer = await fetch(url, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return location.assign(url);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector(`[${key}]`);
  const old = document.querySelector(`[${key}]`);
  if (!fresh || !old) return location.assign(url);
  const focused = keepFocus ? document.activeElement?.id : null;
  const caret = focused ? document.activeElement.selectionStart : null;
  const typed = focused ? document.activeElement.value : null;
  old.replaceWith(document.adoptNode(fresh));
  history.replaceState(null, '', url);
  if (!focused) return;
  const field = document.getElementById(focused);
  field.value = typed;
  field.focus();
  field.setSelectionRange(caret, caret);
}

document.addEventListener('click', event => {
  const link = event.target.closest?.(`[${key}] a[data-sort], [${key}] .pager a`);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  const label = link.textContent.replace(/[▲▼]/g, '').trim();
  swap(link.href).then(() => {
    const again = [...document.querySelectorAll(`[${key}] a[data-sort], [${key}] .pager a`)].find(one => one.textContent.replace(/[▲▼]/g, '').trim() === label);
    again?.focus({ preventScroll: !link.closest('.pager') });
  });
});

let waiting;
document.addEventListener('input', event => {
  const form = event.target.closest?.(`[${key}] form[role=search]`);
  if (!form) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const url = new URL(form.action || location.pathname, location.href);
    url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== '')).toString();
    swap(url.href, { keepFocus: true });
  }, 200);
});

// "/" goes to the search field, as in other tools people use all day.
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.target.closest('input, textarea, select')) return;
  const field = document.querySelector('input[type=search]');
  if (!field) return;
  event.preventDefault();
  field.focus();
});
