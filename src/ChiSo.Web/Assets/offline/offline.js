// The page that answers a survey with or without a network. Its address tells nothing: the key of a link stands behind the #.
import { Filling, keyOf } from './filling.js';
import { idOf, itemElements, make } from './questions.js';
import { Waiting, asFile, fromFile, newKey, readKey, sendAll } from './waiting.js';

const app = document.getElementById('app');
const home = app.dataset.home;
const put = (text, ...values) => values.reduce((line, value, at) => line.replace(`{${at}}`, value), text);

const state = { view: 'home', typed: {}, at: 0, faults: {}, notice: '', key: '', unit: '', mending: undefined, isKept: false };
let form, waiting, language, words, forms, draft;

const say = texts => texts[language] ?? texts[''] ?? Object.values(texts)[0] ?? '';
const told = texts => texts[words.code] ?? texts.vi ?? Object.values(texts)[0];
const filling = () => new Filling(form, state.typed);
const screenItems = at => form.screens[at].items.map(name => filling().item(name));
const asked = at => [...filling().asked(screenItems(at))];
const openScreens = () => form.screens.map((_, at) => at).filter(at => asked(at).length > 0);

function speak(name) {
  const known = form.languages.find(one => one.name === name || one.code === name) ?? form.languages.find(one => one.name === form.default);
  language = known.name;
  words = form.words[known.code];
  document.documentElement.lang = words.code;
  document.title = say(form.title);
}

const button = (text, act, isMain) => make('button', { type: 'button', className: isMain ? 'main' : '', onclick: act }, text);
const buttons = (...all) => make('div', { className: 'buttons' }, ...all.filter(one => one));

// --- what is shown ---

function show({ keepsFocus = false } = {}) {
  const focused = keepsFocus ? document.activeElement?.id : '';
  app.replaceChildren(...{ home: homeElements, form: formElements, ready: readyElements, kept: keptElements }[state.view](), ...languageElements());
  const target = focused ? document.getElementById(focused) : app.querySelector('[role=alert], h1');
  if (!target) return;
  if (!focused) target.tabIndex = -1;
  target.focus();
  if (!focused) window.scrollTo(0, 0);
}

function homeElements() {
  const rows = [[words.asks, told(form.asker)], [words.decision, form.decision], [words.purpose, told(form.purpose)], [words.takes, put(words.minutes, form.minutes)], [words.voluntary, words.voluntaryText]];
  return [
    make('h1', {}, say(form.title)),
    make('p', { className: 'where', id: 'kept', hidden: !state.isKept }, words.kept),
    make('dl', {}, ...rows.flatMap(([term, text]) => [make('dt', {}, term), make('dd', {}, text)]), make('dt', {}, words.telephone), make('dd', {}, make('a', { href: `tel:${form.telephone.replace(/ /g, '')}` }, form.telephone))),
    make('p', { className: 'consent' }, told(form.consent)),
    make('p', {}, words.anonymous),
    ...(draft ? draftElements() : beginElements()),
    ...waitingElements(),
  ].filter(part => part);
}

const draftElements = () => [
  make('p', { className: 'follow' }, words.draft),
  buttons(button(words.goOn, () => go(draft), true), button(words.discard, async () => { await waiting.dropDraft(); draft = undefined; show(); })),
];

function beginElements() {
  const fault = text => text ? make('p', { className: 'fault', id: 'begin-fault', role: 'alert' }, text) : undefined;
  if (!form.isOpen) {
    const code = make('input', { id: 'code', type: 'text', value: state.key, autocomplete: 'off', autocapitalize: 'none', spellcheck: false, 'aria-describedby': state.faults.begin ? 'begin-fault' : undefined });
    return [make('div', { className: 'question' }, make('label', { htmlFor: 'code' }, words.typeCode), fault(state.faults.begin) ?? '', code), buttons(button(words.begin, () => begin(readKey(code.value), words.badCode, code.value), true))];
  }
  if (form.units.length === 1) return [buttons(button(words.begin, () => begin(newKey()), true))];
  const unit = make('select', { id: 'unit', 'aria-describedby': state.faults.begin ? 'begin-fault' : undefined }, make('option', { value: '' }), ...form.units.map(one => make('option', { value: one.code, selected: one.code === state.unit }, one.name)));
  return [make('div', { className: 'question' }, make('label', { htmlFor: 'unit' }, words.whichUnit), fault(state.faults.begin) ?? '', unit), buttons(button(words.begin, () => { state.unit = unit.value; begin(unit.value && newKey(), words.chooseUnit); }, true))];
}

function waitingElements() {
  const file = make('input', { type: 'file', accept: 'application/json,.json', hidden: true, onchange: () => load(file) });
  const count = forms.length;
  return [
    make('section', { 'aria-labelledby': 'waiting' },
      make('h2', { id: 'waiting' }, count > 0 ? put(words.waiting, count) : words.noneWaiting),
      state.notice ? make('p', { role: 'status', className: 'follow' }, state.notice) : '',
      ...forms.flatMap((one, at) => one.state ? troubleElements(one, at) : []),
      buttons(count > 0 && button(words.sendNow, send), count > 0 && button(words.saveFile, save), button(words.openFile, () => file.click())),
      count > 0 ? make('p', { className: 'hint' }, words.fileHint) : '', file),
  ];
}

/** A form the server could not take as it is. */
function troubleElements(one, at) {
  const why = { noLink: words.wrongCode, notOpen: words.notOpen, noUnit: words.chooseUnit, otherForm: words.otherForm, faults: put(words.faults, Object.keys(one.faults ?? {}).length) }[one.state];
  const code = one.state === 'noLink' ? make('input', { id: `code-${at}`, type: 'text', value: one.key, autocomplete: 'off', autocapitalize: 'none', spellcheck: false }) : undefined;
  const drop = button(words.drop, async () => {
    if (drop.textContent !== words.dropSure) {
      drop.textContent = words.dropSure;
      return;
    }
    await waiting.drop(one.id);
    await refresh();
    show();
  });
  return [
    make('h3', {}, put(words.waitingForm, at + 1)),
    make('p', { className: 'fault' }, why),
    code ? make('div', { className: 'question' }, make('label', { htmlFor: code.id }, words.typeCode), code) : '',
    buttons(code && button(words.sendNow, async () => { await waiting.keep({ ...one, key: readKey(code.value) ?? code.value, state: undefined }); await send(); }),
      one.state === 'faults' && button(words.mend, () => mend(one)), drop),
  ];
}

function formElements() {
  const screens = openScreens();
  const heading = form.screens[state.at].title ? say(filling().item(form.screens[state.at].title).label) : '';
  const unit = form.units.find(one => one.code === state.unit)?.name ?? '';
  const page = { filling: filling(), faults: state.faults, language, words, say, changed, add };
  const count = Object.keys(state.faults).length;
  const isLast = form.screens.length === 1;
  return [
    make('p', { className: 'where' }, [heading ? say(form.title) : '', unit].filter(text => text).join(' · ')),
    screens.length > 1 ? make('p', { className: 'where' }, put(words.part, screens.indexOf(state.at) + 1, screens.length)) : '',
    count > 0 ? make('p', { className: 'faults', role: 'alert' }, put(words.faults, count)) : '',
    make('h1', { className: heading ? '' : 'small' }, heading || say(form.title)),
    ...screenItems(state.at).flatMap(item => itemElements(page, item, 0, form.screens[state.at].title)),
    buttons(button(isLast ? words.keep : words.next, next, true), button(words.back, back)),
  ].filter(part => part);
}

const readyElements = () => [make('h1', {}, words.ready), make('p', {}, words.readyText), buttons(button(words.send, keep, true), button(words.back, back))];

const keptElements = () => [
  make('h1', {}, state.isSent ? words.thanks : words.keptTitle),
  make('p', {}, state.isSent ? words.thanksText : words.keptText),
  !state.isSent && state.notice ? make('p', { role: 'status', className: 'follow' }, state.notice) : '',
  buttons(button(words.another, goHome, true)),
].filter(part => part);

function languageElements() {
  if (form.languages.length < 2) return [];
  return [make('div', { className: 'languages', role: 'group', 'aria-label': words.languages }, ...form.languages.filter(one => one.name !== language).map(one => make('button', { type: 'button', lang: one.code, onclick: () => { speak(one.name); show(); } }, one.shown)))];
}

// --- what people do ---

async function begin(key, fault, typedKey = '') {
  if (!key) {
    Object.assign(state, { key: typedKey, faults: { begin: fault } });
    return show();
  }
  const typed = Object.fromEntries([...filling().places.values()].filter(place => place.item.default).map(place => [place.item.name, place.item.default]));
  return go({ key, unit: state.unit, typed, at: 0, began: Date.now() });
}

async function go(begun) {
  Object.assign(state, { view: 'form', key: begun.key, unit: begun.unit, typed: begun.typed, at: begun.at, faults: {}, notice: '', mending: begun.mending, began: begun.began, hurried: begun.hurried });
  draft = undefined;
  if (!openScreens().includes(state.at)) state.at = openScreens()[0] ?? 0;
  await note();
  show();
}

const note = () => waiting.keepDraft({ key: state.key, unit: state.unit, typed: state.typed, at: state.at, mending: state.mending, began: state.began, hurried: state.hurried });

/** What is asked on the screen, to notice that an answer changed it. */
const outline = () => JSON.stringify(asked(state.at).map(([question, turn]) => [keyOf(question.name, turn), filling().isRequired(question, turn), question.list ? filling().choices(question, turn).map(choice => choice.name) : 0]));

function changed(key, value) {
  const before = outline();
  state.typed[key] = value;
  note();
  if (outline() !== before) show({ keepsFocus: true });
}

function add(repeat) {
  state.typed[repeat.name] = String(Math.min(filling().turnsOf(repeat) + 1, form.mostTurns));
  note();
  show({ keepsFocus: true });
}

function faultsOn(at) {
  const now = filling();
  const texts = (question, fault) => ({ missing: say(question.requiredMessage) || words.missing, constraint: say(question.constraintMessage) || words.lookAgain, wrong: words.lookAgain })[fault];
  return Object.fromEntries(asked(at).map(([question, turn]) => [keyOf(question.name, turn), texts(question, now.fault(question, turn))]).filter(pair => pair[1]));
}

function next() {
  state.faults = faultsOn(state.at);
  if (Object.keys(state.faults).length === 0) {
    const after = openScreens().find(at => at > state.at);
    if (after === undefined) state.view = 'ready';
    else state.at = after;
    note();
    if (form.screens.length === 1) return keep();
  }
  return show();
}

function back() {
  const before = state.view === 'ready' ? state.at : openScreens().findLast(at => at < state.at);
  state.faults = {};
  if (before === undefined) return goHome();
  Object.assign(state, { view: 'form', at: before });
  return show();
}

async function goHome() {
  Object.assign(state, { view: 'home', key: '', typed: {}, faults: {}, mending: undefined, isSent: false });
  await refresh();
  show();
}

/** Whether the form was filled in too fast to have been read; of a form that is mended what was told the first time; nothing where the clock was set back. */
function hurried() {
  const taken = Date.now() - state.began;
  return state.mending ? state.hurried : taken >= 0 ? taken < form.hurriedBelow : undefined;
}

/** Puts the form among those that wait, then tries to send them. */
async function keep() {
  const wrong = openScreens().find(at => Object.keys(faultsOn(at)).length > 0);
  if (wrong !== undefined) {
    Object.assign(state, { view: 'form', at: wrong, faults: faultsOn(wrong) });
    return show();
  }
  const id = state.mending ?? crypto.getRandomValues(new Uint32Array(4)).join('-');
  await waiting.keep({ id, key: state.key, unit: state.unit, language, form: form.hash, values: filling().kept(), hurried: hurried() });
  await waiting.dropDraft();
  Object.assign(state, { view: 'kept', key: '', typed: {}, mending: undefined, isSent: false });
  const { ended } = await sendAll(waiting, home);
  await refresh();
  state.isSent = !forms.some(one => one.id === id);
  state.notice = ended ? { network: words.noNetwork, busy: words.busy }[ended] : '';
  if (!state.isSent && forms.find(one => one.id === id).state) return goHome();
  return show();
}

let isSending = false;

async function send() {
  if (isSending || forms.length === 0) return;
  isSending = true;
  try {
    const { sent, ended } = await sendAll(waiting, home);
    await refresh();
    state.notice = ended ? { network: words.noNetwork, busy: words.busy }[ended] : sent > 0 ? put(words.sentAll, sent) : '';
    if (state.view === 'home' || state.view === 'kept') {
      state.isSent = state.view === 'kept' && forms.length === 0;
      show({ keepsFocus: true });
    }
  } finally {
    isSending = false;
  }
}

function mend(one) {
  const now = new Filling(form, one.values);
  const wrong = Object.keys(one.faults ?? {});
  const at = form.screens.findIndex(screen => [...now.asked(screen.items.map(name => now.item(name)))].some(([question, turn]) => wrong.includes(keyOf(question.name, turn))));
  go({ key: one.key, unit: one.unit, typed: { ...one.values }, at: Math.max(at, 0), mending: one.id, hurried: one.hurried }).then(() => {
    state.faults = Object.fromEntries(wrong.map(key => [key, { vi: one.faults[key][0], en: one.faults[key][1] }[words.code] ?? words.lookAgain]));
    show();
  });
}

async function save() {
  const link = make('a', { href: URL.createObjectURL(asFile(form.code, await waiting.forms())), download: `${form.code}.json` });
  link.click();
  URL.revokeObjectURL(link.href);
}

async function load(file) {
  const read = fromFile(form.code, await file.files[0].text());
  for (const one of read ?? []) await waiting.keep(one);
  state.notice = read ? put(words.fileRead, read.length) : words.wrongFile;
  await refresh();
  show();
}

async function refresh() {
  [forms, draft] = await Promise.all([waiting.forms(), waiting.draft()]);
}

// --- beginning ---

async function start() {
  form = await (await fetch(`${home}/form.json`)).json();
  const asked = new URLSearchParams(location.hash.slice(1));
  speak(asked.get('l') ?? form.default);
  Object.assign(state, { key: asked.get('k') ?? '', unit: asked.get('u') ?? '' });
  history.replaceState(null, '', location.pathname); // the key stays in no history
  try {
    waiting = await Waiting.open(form.code);
    await refresh();
  } catch {
    app.replaceChildren(make('h1', {}, say(form.title)), make('p', {}, words.noStore), make('p', {}, make('a', { href: home.replace(/\/offline$/, '') }, words.plainPage)));
    return;
  }
  show({ keepsFocus: true });
  window.addEventListener('online', send);
  setInterval(send, 60_000);
  send();
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(`${home}/worker.js`, { scope: home });
  await navigator.serviceWorker.ready;
  state.isKept = true;
  document.getElementById('kept')?.removeAttribute('hidden');
}

start();
