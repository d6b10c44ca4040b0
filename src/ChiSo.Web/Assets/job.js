// Shows how far a job is, or whether a file was scanned, without loading the page again.
const pause = 2000;

// What a reader notices; the tokens of the forms are new each time.
const said = part => `${part.textContent} ${part.querySelector('progress')?.value}`;

async function look() {
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
    if (answer.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-over]');
      const shown = document.querySelector('[data-over]');
      const focused = document.activeElement?.closest('[data-over] form') ? document.activeElement.textContent : null;
      if (fresh && said(fresh) !== said(shown)) {
        shown.replaceWith(fresh);
        if (focused) [...fresh.querySelectorAll('button')].find(button => button.textContent === focused)?.focus();
      }
      if (fresh?.dataset.over === 'yes') return;
    }
  } catch {
    // Out of reach for the moment.
  }
  setTimeout(look, pause);
}

setTimeout(look, pause);
