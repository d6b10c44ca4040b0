// The questions of one screen as elements, with the names, roles and classes of the plain page (_SurveyItem.cshtml).
import { keyOf } from './filling.js';

/** An element with properties, attributes where a property won't do, and what stands in it. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== undefined && child !== ''));
  return element;
}

export const idOf = key => `q-${key.replace('~', '-')}`;

/** @param page filling, faults by key, language, words, say(texts), changed(key, value), add(repeat). */
export function itemElements(page, item, turn, title) {
  if (!page.filling.isRelevant(item, turn) || item.kind === 'calculate') return [];
  if (item.items) return sectionElements(page, item, turn, title);
  const label = page.say(item.label);
  if (item.kind === 'note') return [make('p', {}, label)];
  if (item.kind === 'picture') return [make('p', {}, make('strong', {}, label), make('br'), make('span', { className: 'hint' }, page.words.picture))];
  const key = keyOf(item.name, turn);
  const hint = page.say(item.hint);
  const fault = page.faults[key];
  const optional = page.filling.isRequired(item, turn) ? '' : ` (${page.words.optional})`;
  const heads = [
    hint && make('p', { className: 'hint', id: `${idOf(key)}-hint` }, hint),
    fault && make('p', { className: 'fault', id: `${idOf(key)}-fault` }, fault),
  ].filter(part => part);
  const described = heads.map(part => part.id).join(' ') || undefined;
  const name = [label, make('span', { className: 'hint' }, optional)];
  if (item.list || item.kind === 'acknowledge') {
    return [make('fieldset', { className: 'question', id: idOf(key), 'aria-describedby': described }, make('legend', {}, ...name), ...heads, ...choiceElements(page, item, turn, key))];
  }
  return [make('div', { className: 'question' }, make('label', { htmlFor: idOf(key) }, ...name), ...heads, field(page, item, key, described, fault))];
}

function sectionElements(page, item, turn, title) {
  const elements = item.name !== title && page.say(item.label) ? [make('h2', {}, page.say(item.label))] : [];
  const turns = item.repeat ? Array.from({ length: page.filling.turnsOf(item) }, (_, at) => at + 1) : [turn];
  for (const one of turns) elements.push(...item.items.flatMap(part => itemElements(page, part, one, title)));
  if (item.repeat && !item.repeat.count) elements.push(make('div', { className: 'buttons' }, make('button', { type: 'button', onclick: () => page.add(item) }, page.words.more)));
  return elements;
}

function choiceElements(page, item, turn, key) {
  const chosen = (page.filling.typed[key] ?? '').split(' ');
  const choices = item.kind === 'acknowledge' ? [{ name: 'OK', label: item.label }] : page.filling.choices(item, turn);
  const isOne = item.kind === 'selectOne';
  return choices.map(choice => {
    const input = make('input', { type: isOne ? 'radio' : 'checkbox', name: `a.${key}`, value: choice.name, checked: chosen.includes(choice.name), id: `${idOf(key)}-${choice.name}` });
    input.onchange = () => page.changed(key, [...document.getElementsByName(input.name)].filter(one => one.checked).map(one => one.value).join(' '));
    return make('label', { className: 'choice' }, input, make('span', {}, page.say(choice.label)));
  });
}

function field(page, item, key, described, fault) {
  const shared = { id: idOf(key), name: `a.${key}`, value: page.filling.typed[key] ?? '', 'aria-describedby': described, 'aria-invalid': fault ? 'true' : undefined };
  const input = item.kind === 'text' && item.appearance.includes('multiline')
    ? make('textarea', { ...shared, rows: 4, maxLength: 4000 })
    : make('input', { type: { date: 'date', time: 'time' }[item.kind] ?? 'text', inputMode: { whole: 'numeric', number: 'decimal', range: 'decimal' }[item.kind] ?? '', autocomplete: 'off', ...shared });
  input.oninput = () => page.changed(key, input.value);
  return input;
}
