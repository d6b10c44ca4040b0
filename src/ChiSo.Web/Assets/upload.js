// Files dropped on the form are sent at once, with their progress; without script it is an ordinary form.
const form = document.querySelector('form[data-upload]');

if (form) {
  const field = form.querySelector('input[type=file]');
  const bar = form.querySelector('progress');
  const note = form.querySelector('[data-note]');
  const drop = form.querySelector('[data-drop]');

  const joined = form.querySelector('[name=Joined]');

  const send = files => new Promise(resolve => {
    const data = new FormData(form);
    data.delete('file');
    for (const file of files) data.append('file', file);
    const request = new XMLHttpRequest();
    bar.hidden = false;
    note.textContent = `${form.dataset.sending}: ${files.map(file => file.name).join(", ")}`;
    request.upload.addEventListener('progress', event => { bar.value = event.lengthComputable ? 100 * event.loaded / event.total : 0; });
    request.addEventListener('load', () => {
      if (request.status < 300) return resolve(true);
      const page = new DOMParser().parseFromString(request.responseText, 'text/html');
      note.textContent = page.querySelector('.error-summary')?.textContent.trim() ?? form.dataset.failed;
      resolve(false);
    });
    request.addEventListener('error', () => { note.textContent = form.dataset.failed; resolve(false); });
    request.open('POST', location.pathname);
    request.send(data);
  });

  async function sendAll(files) {
    const parts = joined?.checked ? [[...files]] : [...files].map(file => [file]);
    for (const part of parts) if (!await send(part)) return;
    location.reload();
  }

  drop.addEventListener('dragover', event => { event.preventDefault(); drop.classList.add('over'); });
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', event => {
    event.preventDefault();
    drop.classList.remove('over');
    if (event.dataTransfer.files.length > 0) sendAll(event.dataTransfer.files);
  });
  form.addEventListener('submit', event => {
    if (field.files.length === 0) return;
    event.preventDefault();
    sendAll(field.files);
  });
}
