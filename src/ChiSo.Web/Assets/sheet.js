// Saves a line of a sheet as soon as its fields are left. What could not be sent stays in the browser's own store and is sent again.
import { openUnsent, prefixOf, saveUnsent } from './unsent.js';

const form = document.querySelector('form[data-autosave="on"]');
const tab = sessionStorage.chisoTab ??= `${Date.now()}-${Math.random()}`; // tabs of one browser share its store: each keeps its own, and so does each person
const storePrefix = id => `${prefixOf(form.dataset.person)}${location.pathname}:${id}:`;
const storeKey = id => storePrefix(id) + tab;
const linePath = () => `${location.pathname}?handler=Line`;

function fieldsOf(line) {
  const data = new FormData(form);
  const kept = new FormData();
  const id = line.dataset.line;
  const names = new Set([...line.querySelectorAll('[name]')].map(field => field.name));
  for (const [name, value] of data) if (names.has(name)) kept.append(name, value);
  kept.append('__RequestVerificationToken', data.get('__RequestVerificationToken'));
  kept.append('line', id);
  if (decided.has(line)) kept.append('keep', id);
  return kept;
}

function say(line, text) {
  const status = line.querySelector('[data-status]');
  let note = status.querySelector('.note');
  if (!note) status.append(note = Object.assign(document.createElement('p'), { className: 'note quiet' }));
  note.textContent = text;
  return note;
}

function keep(line) {
  const values = [...fieldsOf(line)].filter(([name]) => name === 'clash' || name.startsWith('seen.') || name.startsWith('e.') || name.startsWith('reason.') || name.startsWith('evidence.'));
  localStorage.setItem(storeKey(line.dataset.line), JSON.stringify({ at: Date.now(), values }));
}

// The newest of what this tab, or one that is gone, could not send.
function takeKept(line) {
  const keys = Object.keys(localStorage).filter(key => key.startsWith(storePrefix(line.dataset.line)));
  const kept = keys.map(key => JSON.parse(localStorage.getItem(key))).sort((one, other) => other.at - one.at);
  for (const key of keys) localStorage.removeItem(key);
  return kept[0]?.values;
}

function forget(line) {
  localStorage.removeItem(storeKey(line.dataset.line));
  dirty.delete(line);
}

function restore(line) {
  const kept = takeKept(line);
  if (!kept) return false;
  for (const field of line.querySelectorAll('input[type=radio], input[type=checkbox]')) field.checked = false;
  for (const [name, value] of kept) {
    if (name === 'clash' && value === line.dataset.line) line.querySelector('[data-status]').append(Object.assign(document.createElement('input'), { type: 'hidden', name, value })); // still undecided
    for (const field of line.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = field.value === value;
      else field.value = value;
    }
  }
  return true;
}

// A way out for what could not be sent, as long as there is something.
function offerFile() {
  form.querySelector('[data-unsent-save]').hidden = !form.querySelector('[data-line] .note.unsent');
}

// How many lines are filled, above them.
function count() {
  const lead = document.querySelector('[data-filled-of]');
  if (lead) lead.textContent = lead.dataset.filledOf.replace('#', form.querySelectorAll('[data-status].filled').length);
}

const busy = new Map();
const dirty = new Set();
const held = new Set(); // lines whose figures are confirmed as soon as the save that is on its way was answered
const decided = new Set(); // lines with a clash whose person said that the own value stands: said again with every try, until an answer comes
const isOpen = line => line.querySelector('.clash') && !decided.has(line);

async function save(line) {
  if (busy.get(line)) return void busy.set(line, 'again');
  busy.set(line, 'sending');
  dirty.add(line);
  keep(line);
  say(line, form.dataset.saving);
  try {
    const answer = await fetch(linePath(), { method: 'POST', body: fieldsOf(line), headers: { 'X-Line': '1' }, redirect: 'manual' });
    const type = answer.headers.get('content-type') ?? '';
    if (![200, 409, 422, 403].includes(answer.status) || !type.startsWith('text/html')) throw new Error(String(answer.status));
    const box = document.createElement('template');
    box.innerHTML = await answer.text();
    line.querySelector('[data-status]').replaceWith(box.content.querySelector('[data-status]'));
    line.classList.toggle('failed', answer.status !== 200);
    count();
    decided.delete(line);
    if (answer.status === 200) forget(line);
    offerFile();
    line.querySelector('.clash')?.scrollIntoView({ block: 'nearest' }); // not below the bar
    if (held.delete(line) && !isOpen(line)) return confirmFigures(line);
  } catch {
    held.delete(line);
    say(line, form.dataset.unsaved).classList.add('unsent');
    offerFile();
    setTimeout(() => keepOrSave(line), 5000);
  }
  const again = busy.get(line) === 'again';
  busy.delete(line);
  if (again) keepOrSave(line);
}

// What was typed over them goes with the form, which says which version it saw: nothing of it is sent again.
function confirmFigures(line) {
  busy.delete(line);
  forget(line);
  form.requestSubmit(line.querySelector('[data-confirm]'));
}

// Over an undecided clash nothing is saved: what is typed stays in the browser.
function keepOrSave(line) {
  if (isOpen(line)) keep(line);
  else save(line);
}

function sendKept() {
  for (const line of form.querySelectorAll('[data-line]')) if (restore(line)) save(line);
}

function offerOpening() {
  const box = document.querySelector('[data-unsent-open]');
  const told = box.querySelector('[role=status]');
  box.hidden = false;
  box.querySelector('input').addEventListener('change', async event => {
    const count = openUnsent(form.dataset.person, await event.target.files[0].text());
    told.textContent = count === undefined ? told.dataset.wrong : told.dataset.opened.replace('#', count);
    sendKept();
  });
}

if (form) {
  sendKept();
  offerOpening();
  form.querySelector('[data-unsent-save]').addEventListener('click', () => saveUnsent(form.dataset.person, form.dataset.file));

  form.addEventListener('change', event => {
    const line = event.target.closest('[data-line]');
    if (line) keepOrSave(line);
  });

  form.addEventListener('click', event => {
    const button = event.target.closest('[data-keep], [data-leave], [data-confirm]');
    if (!button) return;
    const line = button.closest('[data-line]');
    if (button.matches('[data-keep]')) {
      event.preventDefault();
      decided.add(line);
      save(line);
    } else if (button.matches('[data-confirm]') && busy.has(line)) {
      event.preventDefault();
      held.add(line);
    } else {
      forget(line); // the server keeps what lost; the form is sent, so that another value comes into the fields
    }
  });

  // Enter goes on to the next field, as in a spreadsheet; Ctrl+S saves.
  form.addEventListener('keydown', event => {
    const line = event.target.closest('[data-line]');
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's' && line) {
      event.preventDefault();
      keepOrSave(line);
    }
    if (event.key !== 'Enter' || event.target.tagName !== 'INPUT') return;
    event.preventDefault();
    const fields = [...form.querySelectorAll('input:not([type=hidden]):not(:disabled), textarea:not(:disabled)')];
    fields[fields.indexOf(event.target) + 1]?.focus();
  });

  addEventListener('beforeunload', event => {
    if (dirty.size > 0) event.preventDefault();
  });
}
