// Computes the expressions of a questionnaire as ChiSo.Application/Surveys/Expressions does; a test in the browser holds both against each other.
// A value is text, a number, a truth, or the list of answers of all turns of a repeat.

export const asText = value => Array.isArray(value) ? value[0] ?? '' : typeof value === 'number' ? written(value) : String(value);

export const asNumber = value => typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : read(asText(value));

export const asTruth = value => typeof value === 'boolean' ? value
  : typeof value === 'number' ? value !== 0 && !Number.isNaN(value)
  : Array.isArray(value) ? value.some(text => text.length > 0)
  : value.length > 0;

/** @param scope answers(name), today, and where they are set: self, position, columns. */
export function compute(node, scope) {
  const [kind, first, ...rest] = node;
  switch (kind) {
    case 'number':
    case 'text':
      return first;
    case 'self':
      return scope.self ?? '';
    case 'position':
      return scope.position ?? 0;
    case 'answer':
      return scope.answers(first);
    case 'column':
      return scope.columns?.[first] ?? '';
    case 'negate':
      return -asNumber(compute(first, scope));
    case 'binary':
      return binary(first, rest[0], rest[1], scope);
    case 'call': {
      const [parts] = rest;
      if (first === 'if') return compute(parts[asTruth(compute(parts[0], scope)) ? 1 : 2], scope);
      return functions[first](parts.map(part => compute(part, scope)), scope);
    }
    default:
      throw new Error(`unknown node ${kind}`);
  }
}

function binary(sign, one, other, scope) {
  const left = compute(one, scope);
  if (sign === 'or') return asTruth(left) || asTruth(compute(other, scope));
  if (sign === 'and') return asTruth(left) && asTruth(compute(other, scope));
  const right = compute(other, scope);
  const [a, b] = [asNumber(left), asNumber(right)];
  switch (sign) {
    case '=': return equal(left, right);
    case '!=': return !equal(left, right);
    case '<': return a < b;
    case '<=': return a <= b;
    case '>': return a > b;
    case '>=': return a >= b;
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case 'div': return a / b;
    case 'mod': return a % b;
    default: throw new Error(`unknown sign ${sign}`);
  }
}

function equal(left, right) {
  if (typeof left === 'boolean' || typeof right === 'boolean') return asTruth(left) === asTruth(right);
  if (typeof left === 'number' || typeof right === 'number') return asNumber(left) === asNumber(right);
  return asText(left) === asText(right);
}

const spread = value => Array.isArray(value) ? value : [asText(value)];
const parts = value => asText(value).split(' ').filter(part => part);
const numbers = values => values.flatMap(spread).filter(text => text.length > 0).map(asNumber);
const letters = text => typeof Intl.Segmenter === 'function' ? [...new Intl.Segmenter().segment(text)].length : [...text].length;

const functions = {
  'true': () => true,
  'false': () => false,
  'not': ([a]) => !asTruth(a),
  'boolean': ([a]) => asTruth(a),
  'number': ([a]) => asNumber(a),
  'int': ([a]) => Math.trunc(asNumber(a)),
  'abs': ([a]) => Math.abs(asNumber(a)),
  'floor': ([a]) => Math.floor(asNumber(a)),
  'ceiling': ([a]) => Math.ceil(asNumber(a)),
  'round': ([a, b]) => rounded(asNumber(a), b === undefined ? 0 : asNumber(b)),
  'string': ([a]) => asText(a),
  'string-length': ([a]) => letters(asText(a)),
  'concat': a => a.flatMap(spread).join(''),
  'contains': ([a, b]) => asText(a).includes(asText(b)),
  'starts-with': ([a, b]) => asText(a).startsWith(asText(b)),
  'regex': ([a, b]) => new RegExp(`^(?:${asText(b)})$`).test(asText(a)),
  'selected': ([a, b]) => parts(a).includes(asText(b)),
  'selected-at': ([a, b]) => parts(a)[Math.trunc(asNumber(b))] ?? '',
  'count-selected': ([a]) => parts(a).length,
  'coalesce': a => a.find(value => asText(value).length > 0) ?? '',
  'count': ([a]) => spread(a).length,
  'count-non-empty': ([a]) => spread(a).filter(text => text.length > 0).length,
  'sum': a => numbers(a).reduce((sum, one) => sum + one, 0),
  'min': a => least(numbers(a), Math.min),
  'max': a => least(numbers(a), Math.max),
  'join': ([a, b]) => spread(b).join(asText(a)),
  'today': (_, scope) => scope.today,
};

const least = (all, choose) => all.length > 0 ? choose(...all) : NaN;

function rounded(value, digits) {
  const scale = 10 ** Math.max(-15, Math.min(15, Math.trunc(digits)));
  return Math.floor(value * scale + 0.5) / scale;
}

function read(text) {
  if (/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(text)) return Number(text);
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!date) return NaN;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? at.getTime() / 86_400_000 : NaN;
}

function written(value) {
  if (!Number.isFinite(value)) return '';
  const short = String(Number(value.toPrecision(15)));
  return short.includes('e') ? value.toFixed(15).replace(/\.?0+$/, '') : short;
}
