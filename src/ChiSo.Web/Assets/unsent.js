// What a person typed and the browser could not send, as a file: kept before the browser is cleared, opened again on any machine.
const what = 'chiso-unsent';

/** Begins every key under which a browser keeps something of this person's. */
export const prefixOf = person => `chiso:${person}:`;

const arePairs = values => Array.isArray(values) && values.every(pair => Array.isArray(pair) && pair.length === 2 && pair.every(part => typeof part === 'string'));
const isKept = kept => Number.isFinite(kept?.at) && arePairs(kept.values) && (kept.sent === undefined || arePairs(kept.sent));

export function saveUnsent(person, name) {
  const items = Object.keys(localStorage).filter(key => key.startsWith(prefixOf(person))).map(key => ({ key, kept: JSON.parse(localStorage.getItem(key)) }));
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([JSON.stringify({ what, person, items })], { type: 'application/json' })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Puts the lines of a file among what waits to be sent, unless something newer waits there.
    @returns how many lines the file holds; nothing when it is no such file of this person's. */
export function openUnsent(person, text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (file?.what !== what || file.person !== person || !Array.isArray(file.items) || !file.items.every(item => typeof item?.key === 'string' && item.key.startsWith(prefixOf(person)) && isKept(item.kept))) return undefined;
  for (const { key, kept } of file.items) {
    const waits = JSON.parse(localStorage.getItem(key));
    if (!waits || waits.at < kept.at) localStorage.setItem(key, JSON.stringify(kept));
  }
  return file.items.length;
}
