// Shows a question as it is being typed: the form goes to the preview, which stores nothing. Without script the button does the same.
const Pause = 400;

for (const button of document.querySelectorAll('button[data-live]')) {
  const frame = document.querySelector(`iframe[name="${button.formTarget}"]`);
  let waiting = 0;
  let asked = 0;

  const show = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(button.formAction, { method: 'POST', body: new FormData(button.form), credentials: 'same-origin' });
      const page = await answer.text();
      if (answer.ok && mine === asked) frame.srcdoc = page;
    } catch {
      // the next letter tries again
    }
  };

  button.form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, Pause);
  });
  button.addEventListener('click', event => {
    event.preventDefault();
    show();
  });
}
