// A questionnaire being filled in, as ChiSo.Application/Surveys/Questionnaires/Filling.cs: what is asked, offered and computed, given what was typed.
import { asNumber, asText, asTruth, compute } from './expression.js';

export const keyOf = (name, turn) => turn === 0 ? name : `${name}~${turn}`;

export class Filling {
  constructor(form, typed) {
    this.form = form;
    this.typed = typed;
    const now = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10); // the day in Vietnam
    this.today = now > form.day ? now : form.day; // no day is before the one the form was fetched on, whatever the clock of the device says
    this.places = new Map();
    this.values = new Map();
    this.known = new Map();
    this.note(form.items, null, null);
  }

  note(items, above, repeat) {
    for (const item of items) {
      this.places.set(item.name, { item, above, repeat });
      if (item.items) this.note(item.items, item, item.repeat ? item : repeat);
    }
  }

  item(name) {
    return this.places.get(name).item;
  }

  turnsOf(repeat) {
    const count = repeat.repeat.count;
    const wanted = count ? asNumber(compute(count, this.scope(0))) : asNumber(this.typed[repeat.name] ?? '1');
    return Number.isNaN(wanted) ? 0 : Math.trunc(Math.max(count ? 0 : 1, Math.min(this.form.mostTurns, wanted)));
  }

  isRelevant(item, turn) {
    const key = keyOf(item.name, turn);
    if (!this.known.has(key)) {
      const { above } = this.places.get(item.name);
      const isAboveAsked = !above || this.isRelevant(above, this.places.get(above.name).repeat ? turn : 0);
      this.known.set(key, isAboveAsked && (!item.relevant || asTruth(compute(item.relevant, this.scope(turn)))));
    }
    return this.known.get(key);
  }

  value(question, turn) {
    const key = keyOf(question.name, turn);
    if (!this.values.has(key)) {
      this.values.set(key, !this.isRelevant(question, turn) ? ''
        : question.calculation ? asText(compute(question.calculation, this.scope(turn)))
        : read(question, this.typed[key] ?? ''));
    }
    return this.values.get(key);
  }

  choices(question, turn) {
    const all = this.form.lists[question.list] ?? [];
    return question.choiceFilter
      ? all.filter(choice => asTruth(compute(question.choiceFilter, { ...this.scope(turn), columns: { ...choice.columns, name: choice.name } })))
      : all;
  }

  isRequired(question, turn) {
    return question.required === true || (Array.isArray(question.required) && asTruth(compute(question.required, this.scope(turn))));
  }

  /** What is asked of these items, with its turn, in their order. */
  *asked(items = this.form.items, turn = 0) {
    for (const item of items) {
      if (item.repeat) {
        const turns = this.isRelevant(item, turn) ? this.turnsOf(item) : 0;
        for (let at = 1; at <= turns; at++) yield* this.asked(item.items, at);
      } else if (item.items) {
        yield* this.asked(item.items, turn);
      } else if (item.kind !== 'calculate' && this.isRelevant(item, turn)) {
        yield [item, turn];
      }
    }
  }

  /** 'missing', 'wrong' or 'constraint'; nothing for an answer that can be taken. The server looks again. */
  fault(question, turn) {
    if (question.kind === 'note') return undefined;
    const value = this.value(question, turn);
    if (value === '') return this.isRequired(question, turn) ? 'missing' : undefined;
    if (!isRead(question, value)) return 'wrong';
    if (question.list) {
      const offered = this.choices(question, turn).map(choice => choice.name);
      if (!value.split(' ').every(one => offered.includes(one))) return 'wrong';
    }
    return !question.constraint || asTruth(compute(question.constraint, { ...this.scope(turn), self: value })) ? undefined : 'constraint';
  }

  /** What is handed in: what was typed to what is asked, and how often repeats were. */
  kept() {
    const kept = {};
    for (const [question, turn] of this.asked()) {
      const key = keyOf(question.name, turn);
      if ((this.typed[key] ?? '').trim() !== '') kept[key] = this.typed[key];
    }
    for (const { item } of this.places.values()) {
      if (item.repeat && this.typed[item.name]) kept[item.name] = this.typed[item.name];
    }
    return kept;
  }

  scope(turn) {
    return { answers: name => this.answers(name, turn), today: this.today, position: turn };
  }

  answers(name, turn) {
    const { item, repeat } = this.places.get(name);
    const turns = of => Array.from({ length: this.isRelevant(of, 0) ? this.turnsOf(of) : 0 }, (_, at) => at + 1);
    if (item.repeat) return turns(item).map(String);
    if (item.items) return [];
    if (!repeat) return [this.value(item, 0)];
    return turn > 0 ? [this.value(item, turn)] : turns(repeat).map(one => this.value(item, one));
  }
}

const isNumeric = question => ['whole', 'number', 'range'].includes(question.kind);

/** 1.250 may mean 1250 or 1,25. */
const isAmbiguous = text => /^[-−]?\d{1,3}[.,]\d{3}$/.test(text);

/** In the form the server stores; as typed where it can't be read. */
function read(question, text) {
  const clean = text.normalize('NFC').trim();
  if (question.kind === 'note' || clean === '') return '';
  if (!isNumeric(question) || !/^[-−]?\d+([.,]\d+)?$/.test(clean) || isAmbiguous(clean)) return clean;
  const number = String(Number(clean.replace(',', '.').replace('−', '-')));
  return isRead(question, number) ? number : clean;
}

function isRead(question, value) {
  if (value.length > 4000) return false;
  if (!isNumeric(question)) return true;
  if (!/^-?\d+(\.\d+)?$/.test(value) || isAmbiguous(value)) return false;
  const number = Number(value);
  if (question.kind === 'whole' && !Number.isInteger(number)) return false;
  if (!question.range) return true;
  const [start, end, step] = question.range;
  const steps = (number - start) / step;
  return number >= start && number <= end && Math.abs(steps - Math.round(steps)) < 1e-9;
}
