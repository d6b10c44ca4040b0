// Passkeys: the browser's part of adding one and of signing in with one. Without script, or without passkeys in the browser, these forms stay hidden.
const asJson = credential => JSON.stringify(credential.toJSON());

async function answer(form) {
  const response = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form) });
  if (!response.ok) throw new Error(String(response.status));
  const options = await response.json();
  return form.dataset.passkey === 'add'
    ? asJson(await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }))
    : asJson(await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const note = form.querySelector('[data-note]');
    form.hidden = false;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      note.textContent = form.dataset.waiting;
      try {
        form.elements.credential.value = await answer(form);
        form.submit();
      } catch {
        note.textContent = form.dataset.failed;
      }
    });
  }
}
