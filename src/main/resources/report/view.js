
// The view: which findings are shown, in which order and groups. The page reads the same without it.
const view = (() => {
  'use strict';
  const form = document.getElementById('filters');
  const body = document.querySelector('#findings tbody');
  const shown = document.getElementById('shown');
  const nothing = document.getElementById('nothing');
  const choices = ['status', 'severity', 'kind', 'rule', 'owner', 'account', 'region'];
  const names = ['q', ...choices, 'group', 'sort'];
  const severities = ['critical', 'high', 'medium', 'low'];
  const statuses = ['unknown', 'fail', 'ineffective', 'exempt', 'not-applicable', 'pass'];
  const open = statuses.slice(0, 3);
  const sorts = ['severity', 'resource', 'rule', 'owner', 'account', 'region', 'kind', 'status'];
  const collator = new Intl.Collator('en', { numeric: true });
  let current = [];

  // Simple selectors only: Chromium looks for `.a b` in the whole page, which for each of 20,000 rows takes a minute.
  const rows = Array.from(body.querySelectorAll('tr[data-status]'), (row, index) => {
    const { status, severity, kind, rule, region, account, name, id, arn, owner, known } = row.dataset;
    return { row, index, status, severity, kind, rule, region, account, accountName: name, id, arn,
      owner: known + ':' + owner, ownerName: owner, known,
      resource: row.querySelector('b').textContent, text: row.textContent.toLowerCase() };
  });

  const labels = {
    owner: ({ row, known }) => (known === 'tagged' ? 'owner ' : '') + row.cells[2].lastElementChild.textContent,
    account: ({ account, accountName }) => account + (accountName && ` (${accountName})`),
    rule: ({ rule }) => rule,
  };

  const compare = {
    severity: (a, b) => a.index - b.index,
    status: (a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status),
    owner: (a, b) => (a.known === 'tagged' ? 0 : 1) - (b.known === 'tagged' ? 0 : 1) || collator.compare(a.ownerName, b.ownerName),
  };

  function order(sort) {
    const key = sort.replace('-', '') || 'severity';
    const by = compare[key] || ((a, b) => collator.compare(a[key], b[key]));
    const sign = sort.startsWith('-') ? -1 : 1;
    return (a, b) => sign * by(a, b) || a.index - b.index;
  }

  function matches(entry, wanted, text) {
    return wanted.every(([name, value]) => entry[name] === value ||
        (name === 'status' && value === 'open' && open.includes(entry.status))) &&
      entry.text.includes(text);
  }

  // The group with the most findings of the worst severity comes first.
  function groups(found, by) {
    const all = new Map();
    for (const entry of found) {
      const group = all.get(entry[by]);
      group ? group.push(entry) : all.set(entry[by], [entry]);
    }
    const counted = Array.from(all.values(), (entries) => ({ entries,
      label: labels[by](entries[0]),
      counts: severities.map((severity) => entries.filter((entry) =>
          entry.severity === severity && open.includes(entry.status)).length) }));
    const worse = (a, b) => a.counts.map((count, i) => b.counts[i] - count).find((more) => more);
    return counted.sort((a, b) => worse(a, b) || collator.compare(a.label, b.label));
  }

  function heading({ entries, label, counts }) {
    const row = document.createElement('tr');
    const cell = document.createElement('th');
    const numbers = document.createElement('span');
    row.className = 'group';
    row.setAttribute('role', 'row');
    cell.setAttribute('role', 'rowheader');
    const closed = entries.length - counts.reduce((sum, count) => sum + count);
    numbers.textContent = [...severities.map((severity, i) => [counts[i], severity]), [closed, 'not open']]
      .filter(([count]) => count).map(([count, word]) => `${count.toLocaleString('en')} ${word}`).join(', ');
    cell.append(label, numbers);
    row.append(cell);
    return row;
  }

  function render() {
    const state = Object.fromEntries(new FormData(form));
    const wanted = choices.map((name) => [name, state[name]])
      .filter(([, value]) => value && value !== 'all');
    const text = state.q.trim().toLowerCase();
    const found = rows.filter((entry) => matches(entry, wanted, text)).sort(order(state.sort));
    const parts = document.createDocumentFragment();
    current = state.group ? [] : found;
    for (const entry of current) {
      parts.append(entry.row);
    }
    for (const group of state.group ? groups(found, state.group) : []) {
      parts.append(heading(group));
      for (const entry of group.entries) {
        parts.append(entry.row);
        current.push(entry);
      }
    }
    if (rows.length) {
      body.replaceChildren(parts);
    }
    shown.textContent = `Showing ${found.length.toLocaleString('en')} of ${rows.length.toLocaleString('en')}`;
    nothing.hidden = found.length > 0 || rows.length === 0;
    nothing.textContent = state.status === 'open' && wanted.length === 1 && !text
      ? 'No finding is open. The others are shown by status: all.' : 'No finding matches these filters.';
    for (const head of document.querySelectorAll('#findings th[data-sort]')) {
      const key = state.sort.replace('-', '') || 'severity';
      const down = state.sort.startsWith('-') !== (key === 'severity');
      head.dataset.sort === key ? head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
        : head.removeAttribute('aria-sort');
    }
    document.dispatchEvent(new Event('view'));
  }

  // The view is in the address (#severity=high&owner=tagged:web), so that a link shows it to a colleague. What is as at
  // first is left out, and an address that names no finding of this report shows all.
  function fromAddress() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const name of names) {
      const field = form.elements[name];
      field.value = wanted.get(name) ?? first[name];
      if (field.selectedIndex === -1) {
        field.value = first[name];
      }
    }
    render();
  }

  function toAddress() {
    const wanted = new URLSearchParams(Array.from(new FormData(form)).filter(([name, value]) => value !== first[name]));
    history.replaceState(null, '', '#' + wanted);
    render();
  }

  function sortBy(key) {
    const sort = form.elements.sort;
    const value = key === 'severity' ? '' : key;
    sort.value = sort.value === value ? '-' + key : value;
    toAddress();
  }

  function options(name, words, label) {
    form.elements[name].append(...words.map((word) => new Option(label(word), word)));
  }

  for (const name of choices) {
    const one = new Map(rows.map((entry) => [entry[name], entry]));
    const label = (word) => (labels[name] ? labels[name](one.get(word)) : word);
    const fixed = { status: statuses, severity: severities }[name];
    options(name, fixed ? fixed.filter((word) => one.has(word))
      : Array.from(one.keys()).sort((a, b) => collator.compare(label(a), label(b))), label);
  }
  options('sort', sorts.slice(1), (word) => word);
  options('sort', sorts.map((word) => '-' + word), (word) => word.slice(1) + ', reversed');
  form.elements.group.value = form.elements.group.dataset.first;
  const first = Object.fromEntries(names.map((name) => [name, form.elements[name].value]));

  for (const head of document.querySelectorAll('#findings th[data-sort]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => sortBy(head.dataset.sort));
    head.append(button);
  }
  document.documentElement.classList.add('scripted');
  form.hidden = rows.length === 0;
  document.getElementById('toolbar').hidden = rows.length === 0;
  form.addEventListener('input', toAddress);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    names.forEach((name) => { form.elements[name].value = first[name]; });
    toAddress();
  });
  // A link to a rule leaves the view as it is.
  addEventListener('hashchange', () => {
    if (!location.hash || location.hash.includes('=')) {
      fromAddress();
    }
    if (location.hash.includes('=')) {
      document.getElementById('findings-title').scrollIntoView();
    }
  });
  addEventListener('DOMContentLoaded', fromAddress);
  return { entries: () => current };
})();
