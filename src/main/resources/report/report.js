
// Filters, and copies commands. The page reads the same without it; what is hidden here is only hidden.
(() => {
  'use strict';
  const form = document.getElementById('filters');
  const shown = document.getElementById('shown');
  const nothing = document.getElementById('nothing');
  const choices = ['status', 'severity', 'kind', 'account'];
  const open = ['unknown', 'fail', 'ineffective'];
  const rows = Array.from(document.querySelectorAll('#findings tr[data-status]'),
      (row) => ({ row, data: row.dataset, text: row.textContent.toLowerCase() }));

  const matches = ({ data, text }, wanted) =>
    text.includes(wanted.q.trim().toLowerCase()) &&
    choices.every((name) => !wanted[name] || data[name] === wanted[name] ||
        (name === 'status' && wanted.status === 'open' && open.includes(data.status)));

  function filter() {
    const wanted = Object.fromEntries(new FormData(form));
    let count = 0;
    for (const entry of rows) {
      const hit = matches(entry, wanted);
      entry.row.hidden = !hit;
      count += hit ? 1 : 0;
    }
    shown.textContent = `Showing ${count.toLocaleString('en')} of ${rows.length.toLocaleString('en')}`;
    nothing.hidden = count > 0 || rows.length === 0;
  }

  // The filters live in the address (#status=fail&q=web-01), so that a link can show what one person saw to another.
  function fromAddress() {
    if (location.hash && !location.hash.includes('=')) {
      return;
    }
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const name of ['q', ...choices]) {
      form.elements[name].value = wanted.get(name) || '';
      if (form.elements[name].selectedIndex === -1) {
        form.elements[name].value = '';
      }
    }
    filter();
  }

  function toAddress() {
    const wanted = new URLSearchParams(Array.from(new FormData(form)).filter(([, value]) => value));
    history.replaceState(null, '', '#' + (wanted.size ? wanted : '='));
    filter();
  }

  async function copy(button) {
    const code = button.parentElement.querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
  }

  for (const name of choices) {
    const words = new Set(rows.map(({ data }) => data[name]));
    form.elements[name].append(...Array.from(words).sort().map((word) => new Option(word, word)));
  }
  form.hidden = rows.length === 0;
  form.addEventListener('input', toAddress);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(toAddress));
  addEventListener('hashchange', () => {
    fromAddress();
    if (location.hash.includes('=') && location.hash !== '#=') {
      document.getElementById('findings-title').scrollIntoView();
    }
  });
  document.querySelectorAll('.copy').forEach((button) => { button.hidden = false; });
  document.addEventListener('click', (event) => {
    if (event.target.matches('.copy')) {
      copy(event.target);
    }
  });
  fromAddress();
  filter();
})();
