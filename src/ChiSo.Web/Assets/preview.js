// Shows evidence in the page: pictures as the server drew them anew, PDF drawn here by pdf.js, whose scripting, forms and links stay off. Without script the links lead to the file itself.
const box = document.querySelector('dialog[data-preview-box]');

if (box) {
  const [title, body, note] = ['[data-title]', '[data-body]', '[data-note]'].map(part => box.querySelector(part));
  const most = Number(box.dataset.most);
  let shown = 0;

  const say = text => { note.textContent = text; };

  async function picture(address, name) {
    const image = Object.assign(new Image(), { alt: name, src: address });
    await image.decode();
    return [image];
  }

  async function pages(address, mine) {
    const pdf = await import(box.dataset.pdf);
    pdf.GlobalWorkerOptions.workerSrc = box.dataset.worker;
    const answer = await fetch(address, { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(String(answer.status));
    const task = pdf.getDocument({ data: await answer.arrayBuffer(), enableXfa: false, useWasm: false, verbosity: 0 });
    try {
      const file = await task.promise;
      for (let number = 1; number <= Math.min(file.numPages, most) && mine === shown; number++) {
        const page = await file.getPage(number);
        const scale = Math.min(2, body.clientWidth * devicePixelRatio / page.getViewport({ scale: 1 }).width);
        const viewport = page.getViewport({ scale });
        const canvas = Object.assign(document.createElement('canvas'), { width: viewport.width, height: viewport.height });
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', box.dataset.page.replace('{0}', number).replace('{1}', file.numPages));
        await page.render({ canvas, viewport, annotationMode: pdf.AnnotationMode.DISABLE }).promise;
        if (mine === shown) body.append(canvas);
      }
      return file.numPages > most ? box.dataset.cut.replace('{0}', most).replace('{1}', file.numPages) : '';
    } finally {
      await task.destroy();
    }
  }

  async function show(link) {
    const mine = ++shown;
    title.textContent = link.dataset.name;
    body.replaceChildren();
    say(box.dataset.loading);
    if (!box.open) box.showModal();
    try {
      if (link.dataset.preview === 'picture') {
        const parts = await picture(link.href, link.dataset.name);
        if (mine === shown) { body.append(...parts); say(''); }
      } else {
        const left = await pages(link.href, mine);
        if (mine === shown) say(left);
      }
    } catch {
      if (mine === shown) say(box.dataset.failed);
    }
  }

  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-preview]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });
  box.addEventListener('close', () => { shown++; body.replaceChildren(); });
}
