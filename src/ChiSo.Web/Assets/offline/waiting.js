// What lies on the device: forms that wait to be sent, and the one being filled in. What waits says nothing of when.
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** As LinkKey.New: 120 random bits. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(24))].map(byte => letters[byte % 32]).join('');

/** As LinkKey.Read: spaces, hyphens and capitals don't count; nothing for what can't be a key. */
export function readKey(typed) {
  const key = typed.replace(/[ -]/g, '').toLowerCase().replace(/o/g, '0').replace(/[li]/g, '1');
  return key.length === 24 && [...key].every(letter => letters.includes(letter)) ? key : undefined;
}

const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class Waiting {
  static async open(survey) {
    const request = indexedDB.open(`chiso-survey-${survey}`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('forms', { keyPath: 'id' });
      request.result.createObjectStore('draft', { keyPath: 'id' });
    };
    return new Waiting(await done(request));
  }

  constructor(database) {
    this.database = database;
  }

  on(store) {
    return this.database.transaction(store).objectStore(store);
  }

  /** Commits at once: a page left the next moment takes back nothing that was asked of its store. */
  write(store, change) {
    const transaction = this.database.transaction(store, 'readwrite', { durability: 'strict' });
    const written = done(change(transaction.objectStore(store)));
    transaction.commit();
    return written;
  }

  forms() {
    return done(this.on('forms').getAll()); // by their random id: in no order of people
  }

  async keep(form) {
    await navigator.storage?.persist?.(); // may be refused; then the browser may clear it when the disk is full
    return this.write('forms', forms => forms.put(form));
  }

  drop(id) {
    return this.write('forms', forms => forms.delete(id));
  }

  draft() {
    return done(this.on('draft').get('draft'));
  }

  keepDraft(draft) {
    return this.write('draft', drafts => drafts.put({ ...draft, id: 'draft' }));
  }

  dropDraft() {
    return this.write('draft', drafts => drafts.delete('draft'));
  }
}

/** Sends what waits, one after the other. What was taken is dropped, what must be mended is marked, what found no server stays as it is.
    @returns how many were taken, and what ended it: 'network', 'busy' or nothing. */
export async function sendAll(waiting, home) {
  let sent = 0;
  for (const form of await waiting.forms()) {
    const { id, key, unit, language, form: hash, values, hurried } = form;
    let response;
    try {
      response = await fetch(`${home}/send`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ key, unit, language, form: hash, values, hurried }) });
    } catch {
      return { sent, ended: 'network' };
    }
    if (response.status === 429 || response.status >= 500) return { sent, ended: 'busy' };
    const became = await response.json().catch(() => ({ state: 'otherForm' }));
    if (became.state === 'stored' || became.state === 'before') {
      await waiting.drop(id);
      sent++;
    } else {
      await waiting.keep({ ...form, state: became.state, faults: became.faults });
    }
  }
  return { sent };
}

export const asFile = (survey, forms) => new Blob([JSON.stringify({ survey, forms: forms.map(({ id, key, unit, language, form, values, hurried }) => ({ id, key, unit, language, form, values, hurried })) })], { type: 'application/json' });

/** The forms of a saved file; nothing when it is none of this survey. */
export function fromFile(survey, text) {
  try {
    const read = JSON.parse(text);
    const isText = value => typeof value === 'string';
    return read.survey === survey && Array.isArray(read.forms) && read.forms.every(form => [form.id, form.key, form.unit, form.language, form.form].every(isText)
      && [undefined, true, false].includes(form.hurried)
      && form.values && Object.values(form.values).every(isText)) ? read.forms : undefined;
  } catch {
    return undefined;
  }
}
