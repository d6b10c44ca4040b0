// Keeps the page of one survey so that it opens without a network. The server writes what to keep before this: const kept = { survey, version, files }.
const mine = `chiso-survey/${kept.survey}/`;
const name = mine + kept.version;

self.addEventListener('install', event => event.waitUntil(caches.open(name).then(cache => cache.addAll(kept.files.map(file => new Request(file, { cache: 'reload' }))))));

self.addEventListener('activate', event => event.waitUntil((async () => {
  const known = await caches.keys();
  await Promise.all(known.filter(one => one.startsWith(mine) && one !== name).map(one => caches.delete(one)));
  await self.clients.claim();
})()));

self.addEventListener('fetch', event => {
  if (event.request.method !== 'GET') return;
  event.respondWith(caches.open(name).then(cache => cache.match(event.request, { ignoreVary: true })).then(found => found ?? fetch(event.request)));
});
