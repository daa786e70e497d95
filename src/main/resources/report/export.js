
// Copies commands, and saves the view as CSV. It is made of the rows alone.
(() => {
  'use strict';
  const fixes = document.getElementById('copy-fixes');
  const csv = document.getElementById('csv');
  const byHand = document.getElementById('by-hand');
  const columns = [
    ['status', (entry) => entry.status],
    ['severity', (entry) => entry.severity],
    ['rule', (entry) => entry.rule],
    ['kind', (entry) => entry.kind],
    ['account', (entry) => entry.account],
    ['account_name', (entry) => entry.accountName],
    ['region', (entry) => entry.region],
    ['id', (entry) => entry.id],
    ['name', (entry) => entry.resource],
    ['arn', (entry) => entry.arn],
    ['owner', (entry) => entry.ownerName],
    ['owner_status', (entry) => entry.known],
    ['reason', (entry) => entry.row.querySelector('.reason').textContent],
    ['fix', fix],
  ];

  function fix({ row }) {
    return row.querySelector('.fix')?.children[1].textContent ?? '';
  }

  function viewFixes() {
    return Array.from(new Set(view.entries().map(fix))).filter((command) => command);
  }

  // A spreadsheet evaluates cells that begin with = + - or @, and tags are untrusted text: guarded as in molly's own CSV.
  function cell(text) {
    const harmless = (/^\s*[=+\-@]/.test(text) ? "'" : '') + text;
    return /[",\r\n]|^\s|\s$/.test(harmless) ? '"' + harmless.replaceAll('"', '""') + '"' : harmless;
  }

  function table() {
    const lines = view.entries().map((entry) => columns.map(([, value]) => cell(value(entry))));
    return [columns.map(([name]) => name), ...lines].map((line) => line.join(',') + '\r\n').join('');
  }

  function say(button, word) {
    const before = button.dataset.word ??= button.textContent;
    button.textContent = word;
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
      say(button, 'Copied');
    } catch {
      byHand.hidden = false;
      byHand.querySelector('textarea').value = text;
      byHand.querySelector('textarea').select();
    }
  }

  function save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([table()], { type: 'text/csv' }));
    link.download = 'findings.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  fixes.addEventListener('click', () => copy(viewFixes().join('\n') + '\n', fixes));
  csv.addEventListener('click', save);
  document.addEventListener('click', ({ target }) => {
    if (target.matches('.copy')) {
      copy(target.parentElement.querySelector('code').textContent, target);
    }
  });
  document.addEventListener('view', () => {
    byHand.hidden = true;
    csv.disabled = view.entries().length === 0;
    fixes.disabled = !view.entries().some(fix);
  });
})();
