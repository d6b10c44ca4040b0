// Turns an XForm into a form on the page with Enketo's transformer and starts Enketo's engine on it.
import { Form } from 'enketo-core';
import fileManager from 'enketo-core/src/js/file-manager';
import { transform } from 'enketo-transformer/web';

window.startForm = async (xform) => {
  const { form, model } = await transform({ xform });
  const holder = document.createElement('div');
  holder.innerHTML = form;
  const languages = Object.assign(document.createElement('span'), { className: 'form-language-selector' }); // Enketo moves its choice of languages here, out of the form: in it, choosing one would be taken for an answer
  document.body.append(languages, holder.firstElementChild);
  window.enketo = new Form(document.querySelector('form.or'), { modelStr: model, external: [] }, {});
  return window.enketo.init();
};
// Clicks the first choice of everything that is asked, whatever follows from an answer too, and writes a note.
window.fillForm = async (note) => {
  for (let round = 0; round < 6; round++) {
    for (const question of document.querySelectorAll('form.or .question')) {
      const choices = [...question.querySelectorAll('input[type=radio], input[type=checkbox]')].filter((input) => !input.closest('.itemset-template'));
      if (choices.length > 0 && !question.closest('.disabled') && !choices.some((input) => input.checked)) choices[0].click();
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  const field = document.querySelector('form.or textarea, form.or input[type=text][name$="/comment"]');
  field.value = note;
  field.dispatchEvent(new Event('change', { bubbles: true }));
};

// The files that go with what was filled in, as Enketo made them ready.
window.filesOfForm = () => fileManager.getCurrentFiles();

// The XML of what was filled in; throws with the questions Enketo still complains of.
window.finishForm = async () => {
  if (!(await window.enketo.validate())) {
    const wrong = [...document.querySelectorAll('.invalid-required, .invalid-constraint, .invalid-relevant')];
    throw new Error(`not valid: ${wrong.map((one) => `${one.className} ${one.querySelector('input, textarea, select')?.name}`).join('; ')}`);
  }
  return window.enketo.getDataStr({ irrelevant: false });
};
