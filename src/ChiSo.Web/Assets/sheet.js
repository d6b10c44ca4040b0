// Saves a line of a sheet as soon as its fields are left. What could not be sent stays in the browser's own store and is sent again.
import { openUnsent, prefixOf, saveUnsent } from './unsent.js';

const form = document.querySelector('form[data-autosave="on"]');
const tab = sessionStorage.chisoTab ??= `${Date.now()}-${Math.random()}`; // tabs of one browser share its store: each keeps its own, and so does each person
const storePrefix = id => `${prefixOf(form.dataset.person)}${location.pathname}:${id}:`;
const storeKey = id => storePrefix(id) + tab;
const linePath = () => `${location.pathname}?handler=Line`;

// What stands in the fields of a line, by name.
function valuesOf(line) {
  const names = new Set([...line.querySelectorAll('[name]')].map(field => field.name));
  const values = [...new FormData(form)].filter(([name]) => names.has(name));
  return decided.has(line) ? [...values, ['keep', line.dataset.line]] : values;
}

function bodyOf(line, values) {
  const body = new FormData();
  for (const [name, value] of values) body.append(name, value);
  body.append('__RequestVerificationToken', new FormData(form).get('__RequestVerificationToken'));
  body.append('line', line.dataset.line);
  return body;
}

function say(line, text) {
  const status = line.querySelector('[data-status]');
  status.querySelector('.saved')?.remove(); // what was stored before is not what stands in the fields
  let note = status.querySelector('.note');
  if (!note) status.append(note = Object.assign(document.createElement('p'), { className: 'note quiet' }));
  note.textContent = text;
  return note;
}

function keep(line) {
  const values = valuesOf(line).filter(([name]) => name === 'clash' || name.startsWith('seen.') || name.startsWith('e.') || name.startsWith('reason.') || name.startsWith('evidence.'));
  localStorage.setItem(storeKey(line.dataset.line), JSON.stringify({ at: Date.now(), values, sent: unanswered.get(line) }));
}

// The newest of what this tab, or one that is gone, could not send.
function takeKept(line) {
  const keys = Object.keys(localStorage).filter(key => key.startsWith(storePrefix(line.dataset.line)));
  const kept = keys.map(key => JSON.parse(localStorage.getItem(key))).sort((one, other) => other.at - one.at);
  for (const key of keys) localStorage.removeItem(key);
  return kept[0];
}

function forget(line) {
  localStorage.removeItem(storeKey(line.dataset.line));
  dirty.delete(line);
}

function restore(line) {
  const kept = takeKept(line);
  if (!kept) return false;
  for (const field of line.querySelectorAll('input[type=radio], input[type=checkbox]')) field.checked = false;
  if (kept.sent) unanswered.set(line, kept.sent);
  for (const [name, value] of kept.values) {
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
const waiting = new Map(); // lines that are tried again after a while
const unanswered = new Map(); // what was sent and, for all anybody here knows, arrived or did not
const typing = new Set(); // lines with something typed in the field that has the focus, not sent before it is left
const patience = 30_000; // milliseconds until a save without an answer is given up
let pressed; // the button that sends the form as soon as everything on its way was answered
const held = new Set(); // lines whose figures are confirmed as soon as the save that is on its way was answered
const decided = new Set(); // lines with a clash whose person said that the own value stands: said again with every try, until an answer comes
const isOpen = line => line.querySelector('.clash') && !decided.has(line);

// What was not answered is sent again as it was, before anything newer: the server takes a repetition for one, and another value would clash with the person's own.
async function save(line) {
  dirty.add(line);
  if (busy.has(line)) {
    busy.set(line, 'again');
    return keep(line);
  }
  const newest = valuesOf(line);
  const values = unanswered.get(line) ?? newest;
  busy.set(line, JSON.stringify(values) === JSON.stringify(newest) ? 'sending' : 'again');
  unanswered.set(line, values);
  keep(line);
  clearTimeout(waiting.get(line));
  say(line, form.dataset.saving);
  try {
    const answer = await fetch(linePath(), { method: 'POST', body: bodyOf(line, values), headers: { 'X-Line': '1' }, redirect: 'manual', signal: AbortSignal.timeout(patience) });
    const type = answer.headers.get('content-type') ?? '';
    if (![200, 409, 422, 403].includes(answer.status) || !type.startsWith('text/html')) throw new Error(String(answer.status));
    const box = document.createElement('template');
    box.innerHTML = await answer.text();
    unanswered.delete(line);
    line.querySelector('[data-status]').replaceWith(box.content.querySelector('[data-status]'));
    line.classList.toggle('failed', answer.status !== 200);
    count();
    decided.delete(line);
    if (answer.status === 200 && busy.get(line) === 'sending') forget(line);
    offerFile();
    line.querySelector('.clash')?.scrollIntoView({ block: 'nearest' }); // not below the bar
  } catch {
    busy.delete(line);
    held.delete(line);
    const stays = pressed?.closest('[data-line]'); // its button is not sent: what stands in its fields is
    pressed = undefined;
    if (stays && stays !== line && dirty.has(stays)) keepOrSave(stays);
    say(line, form.dataset.unsaved).classList.add('unsent');
    offerFile();
    return void waiting.set(line, setTimeout(() => keepOrSave(line), 5000));
  }
  if (held.delete(line) && !isOpen(line)) return confirmFigures(line);
  const again = busy.get(line) === 'again';
  busy.delete(line);
  if (again) keepOrSave(line);
  if (unanswered.size === 0 && pressed?.isConnected) form.requestSubmit(pressed);
}

// What was typed over them goes with the form, which says which version it saw: nothing of it is sent again.
function confirmFigures(line) {
  busy.delete(line);
  form.requestSubmit(line.querySelector('[data-confirm]'));
}

function leave(line) {
  typing.delete(line);
  line.classList.remove('typing');
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
    if (!line) return;
    leave(line);
    keepOrSave(line);
  });

  form.addEventListener('input', event => {
    const line = event.target.closest('[data-line]');
    if (line) typing.add(line);
    line?.classList.add('typing');
  });

  form.addEventListener('focusout', event => {
    const line = event.target.closest('[data-line]');
    if (line) leave(line);
  });

  // What the form holds would clash with what is on its way.
  form.addEventListener('submit', event => {
    pressed = undefined;
    if (unanswered.size === 0) {
      if (event.submitter?.matches('[data-leave], [data-confirm]')) forget(event.submitter.closest('[data-line]')); // not before it really goes: another line may fail
      return;
    }
    event.preventDefault();
    pressed = event.submitter;
    for (const line of unanswered.keys()) if (!busy.has(line)) save(line);
  });

  form.addEventListener('click', event => {
    const button = event.target.closest('[data-keep], [data-confirm]'); // [data-leave] is sent: the server keeps what lost, and another value comes into the fields
    if (!button) return;
    const line = button.closest('[data-line]');
    if (button.matches('[data-keep]')) {
      event.preventDefault();
      decided.add(line);
      save(line);
    } else if (unanswered.has(line)) {
      event.preventDefault();
      held.add(line);
      if (!busy.has(line)) save(line);
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
    if (dirty.size + typing.size > 0) event.preventDefault();
  });

  addEventListener('pagehide', () => typing.forEach(keep));
}
