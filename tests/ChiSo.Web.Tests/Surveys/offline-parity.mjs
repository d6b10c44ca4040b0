// Computes with the browser's modules what OfflineParityTests computed on the server. Arguments: the folder of the modules, a file of forms with cases.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [folder, file] = process.argv.slice(2);
const load = name => import(pathToFileURL(`${folder}/${name}.js`));
const [{ asText, compute }, { Filling, keyOf }] = [await load('expression'), await load('filling')];
const { forms, expressions } = JSON.parse(readFileSync(file, 'utf8'));

const filled = ({ form, cases }) => cases.map(typed => {
  const filling = new Filling(form, typed);
  const asked = [...filling.asked()].map(([question, turn]) => `${keyOf(question.name, turn)}=${filling.value(question, turn)}${filling.fault(question, turn) ? ' !' : ''}`);
  const computed = [...filling.places.values()].filter(place => place.item.kind === 'calculate' && !place.repeat).map(place => `${place.item.name}=${filling.value(place.item, 0)}`);
  return [...asked, ...computed].join('; ');
});

const scope = { answers: name => ({ age: ['35'], none: [''], colours: ['red blue'], day: ['2026-03-01'], costs: ['10', '', '2.5'], name: ['Lê Văn'] })[name], today: '2026-11-29', self: '7', position: 2, columns: { name: 'hue' } };
const days = ['0001-01-01', '2999-12-31'].map(day => new Filling({ ...forms[0].form, day }, {}).today); // the device's clock is behind in the second
process.stdout.write(JSON.stringify({ days, forms: forms.map(filled), expressions: expressions.map(tree => asText(compute(tree, scope))) }));
