// Says what a rule gives while figures are typed to try it: the form goes to the same handler as its button, which saves nothing.
const Pause = 400;

const button = document.querySelector('button[data-trial]');
let waiting = 0;
let asked = 0;

async function show() {
  const mine = ++asked;
  try {
    const answer = await fetch(button.formAction, { method: 'POST', body: new FormData(button.form), credentials: 'same-origin' });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== asked) return;
    for (const id of ['t-rule', 't-status']) {
      const [shown, said] = [document.getElementById(id), fresh.getElementById(id)];
      if (shown && said && shown.innerHTML !== said.innerHTML) shown.innerHTML = said.innerHTML;
    }
  } catch {
    // the next letter tries again
  }
}

button?.form.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, Pause);
});
