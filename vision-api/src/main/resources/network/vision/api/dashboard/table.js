// The table of peers: filtered, sorted, kept up to date row by row so that focus and selection survive.

import {ago, count, el, isOdd, key, name, provenance} from './format.js';

const STEP = 100;
const STATES = ['Connected', 'Connecting', 'Disconnected', 'Failed', 'KnownOnly'];
const BUCKETS = ['Hot', 'Warm', 'Cold'];
const TIERS = ['elite', 'excellent', 'good', 'fair', 'probation'];

const COLUMNS = [
  {id: 'node_tag', title: 'Peer', value: (peer) => peer.node_tag || null},
  {id: 'ip', title: 'Address', value: (peer) => peer.ip},
  {id: 'port', title: 'Port', value: (peer) => peer.port},
  {
    id: 'state',
    title: 'State',
    value: (peer) => STATES.indexOf(peer.state) * 10 + BUCKETS.indexOf(peer.bucket),
  },
  {id: 'bucket', title: 'Bucket', value: (peer) => BUCKETS.indexOf(peer.bucket)},
  {id: 'latency_ms', title: 'Latency', value: (peer) => peer.latency_ms},
  {id: 'tier', title: 'Tier', value: (peer) => TIERS.indexOf(peer.tier)},
  {id: 'role', title: 'Role', value: (peer) => peer.role || null},
  {
    id: 'last_seen',
    title: 'Last seen',
    value: (peer) => (peer.last_seen === null ? null : -peer.last_seen),
  },
];

export class Table {
  #peers = null;
  #total = 0;
  #rows = new Map();
  #shown = STEP;
  #sort = {id: 'state', isDescending: false};

  constructor(host, form, countText, {onOpen, onFilter}) {
    this.form = form;
    this.countText = countText;
    this.onOpen = onOpen;
    this.body = el('tbody');
    this.heads = COLUMNS.map((column) => this.#head(column));
    this.empty = el('p', {class: 'empty'});
    this.more = el('button', {type: 'button', class: 'quiet more'}, 'Show more');
    this.more.addEventListener('click', () => {
      this.#shown += STEP;
      this.#draw();
    });
    this.table = el(
      'table',
      {class: 'list', 'aria-labelledby': 'peers-title', role: 'table'},
      el('thead', {role: 'rowgroup'}, el('tr', {role: 'row'}, ...this.heads)),
      this.body,
    );
    this.body.setAttribute('role', 'rowgroup');
    host.replaceChildren(this.table, this.empty, this.more);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', () => {
      this.#shown = STEP;
      this.#draw();
      onFilter();
    });
    this.#drawHeads();
    this.empty.textContent = 'Asking the node…';
    this.more.hidden = true;
    this.table.hidden = true;
  }

  /** What the form asks for, as a query. */
  query() {
    const fields = new URLSearchParams();
    for (const [field, value] of new FormData(this.form)) {
      if (value.trim() !== '' && this.form.elements[field].validity.valid)
        fields.set(field, value.trim());
    }
    return fields;
  }

  show(peers, total) {
    this.#peers = peers;
    this.#total = total;
    this.#draw();
  }

  fail(words) {
    if (this.#peers === null) {
      this.empty.textContent = words;
      this.empty.className = 'error';
    }
  }

  #head(column) {
    const button = el(
      'button',
      {type: 'button'},
      column.title,
      el('span', {'aria-hidden': 'true'}),
    );
    button.addEventListener('click', () => {
      this.#sort = {
        id: column.id,
        isDescending: this.#sort.id === column.id && !this.#sort.isDescending,
      };
      this.#drawHeads();
      this.#draw();
    });
    return el('th', {scope: 'col', role: 'columnheader'}, button);
  }

  #drawHeads() {
    COLUMNS.forEach((column, i) => {
      const isSorted = column.id === this.#sort.id;
      const head = this.heads[i];
      if (isSorted)
        head.setAttribute('aria-sort', this.#sort.isDescending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
      head.querySelector('span').textContent = !isSorted
        ? ''
        : this.#sort.isDescending
          ? ' ↓'
          : ' ↑';
    });
  }

  #draw() {
    if (this.#peers === null) return;
    const query = this.query();
    const found = this.#peers.filter((peer) => passes(peer, query)).sort(this.#comparator());
    const visible = found.slice(0, this.#shown);
    this.#drawRows(visible);
    this.more.hidden = found.length <= visible.length;
    this.table.hidden = found.length === 0;
    this.empty.className = 'empty';
    this.empty.hidden = found.length > 0;
    this.empty.textContent =
      this.#total === 0
        ? 'No peers yet. The node asks its seeds; the first peers usually show within seconds. ' +
          'If none do, see the verdict above and the seeds of the network.'
        : 'No peer fits the filter.';
    this.countText.textContent =
      found.length === this.#total
        ? `${count(this.#total)} known`
        : `${count(found.length)} of ${count(this.#total)} known`;
  }

  #drawRows(peers) {
    const seen = new Set();
    let before = null;
    for (const peer of peers) {
      const id = key(peer);
      seen.add(id);
      const known = this.#rows.get(id);
      const row = known ?? this.#newRow();
      if (known && known.peer.port !== peer.port) flash(row.line);
      this.#rows.set(id, row);
      fillRow(row, peer);
      const wanted = before === null ? this.body.firstChild : before.nextSibling;
      if (wanted !== row.line) this.body.insertBefore(row.line, wanted);
      before = row.line;
    }
    for (const [id, row] of this.#rows) {
      if (!seen.has(id)) {
        row.line.remove();
        this.#rows.delete(id);
      }
    }
  }

  #newRow() {
    const cells = COLUMNS.map(() => el('td', {role: 'cell'}));
    const row = {line: el('tr', {role: 'row'}, ...cells), cells, signs: [], peer: null};
    const button = el('button', {type: 'button', class: 'open'});
    button.addEventListener('click', () => this.onOpen(row.peer));
    row.button = button;
    row.short = el('span', {class: 'short mono'});
    cells[0].append(button, row.short);
    cells[1].className = 'where';
    return row;
  }

  #comparator() {
    const {id, isDescending} = this.#sort;
    const value = COLUMNS.find((column) => column.id === id).value;
    const turn = isDescending ? -1 : 1;
    return (a, b) => {
      const x = value(a);
      const y = value(b);
      if (x === null || y === null) return (x === null) - (y === null);
      const order = typeof x === 'string' ? x.localeCompare(y, 'en', {numeric: true}) : x - y;
      return order * turn || key(a).localeCompare(key(b));
    };
  }
}

function passes(peer, query) {
  const wanted = (query.get('q') ?? '').toLowerCase();
  const host = peer.ip.includes(':') ? `[${peer.ip}]` : peer.ip;
  const text =
    `${peer.node_tag}\n${peer.node_id ?? ''}\n${host}:${peer.port}\n${peer.role}`.toLowerCase();
  return (
    (!query.has('state') || peer.state === query.get('state')) &&
    (!query.has('bucket') || peer.bucket === query.get('bucket')) &&
    (!query.has('role') || peer.role === query.get('role')) &&
    (!query.has('port') || peer.port === Number(query.get('port'))) &&
    (!query.has('non_default_port') || isOdd(peer)) &&
    text.includes(wanted)
  );
}

function fillRow(row, peer) {
  row.peer = peer;
  const title = name(peer);
  if (row.button.textContent !== title) row.button.textContent = title;
  const short = peer.node_id ? peer.node_id.slice(0, 12) : 'no name yet';
  if (row.short.textContent !== short) row.short.textContent = short;
  const signs = [
    null,
    peer.ip,
    `${peer.port} ${peer.port_provenance} ${peer.is_default_port}`,
    `${peer.state} ${peer.direction}`,
    peer.bucket,
    peer.latency_ms,
    peer.tier,
    peer.role,
    ago(peer.last_seen),
  ];
  signs.forEach((sign, i) => {
    if (i > 0 && row.signs[i] !== sign) row.cells[i].replaceChildren(...content(i, peer));
  });
  row.signs = signs;
  row.cells.slice(4).forEach((cell, i) => {
    cell.dataset.label = COLUMNS[i + 4].title;
  });
}

function content(column, peer) {
  switch (COLUMNS[column].id) {
    case 'ip':
      return [el('span', {class: 'addr'}, peer.ip)];
    case 'port':
      return [
        el(
          'span',
          {
            class: isOdd(peer) ? 'port odd' : 'port',
            title: isOdd(peer) ? 'not the default port' : 'the default port',
          },
          String(peer.port),
        ),
        el('span', {class: 'from', title: provenance(peer.port_provenance)}, peer.port_provenance),
      ];
    case 'state':
      return [
        el(
          'span',
          {class: 'state', 'data-state': peer.state},
          peer.state === 'KnownOnly' ? 'Known only' : peer.state,
        ),
        peer.direction ? el('span', {class: 'from'}, peer.direction) : null,
      ].filter((part) => part !== null);
    case 'bucket':
      return [peer.bucket];
    case 'latency_ms':
      return [peer.latency_ms === null ? '–' : `${peer.latency_ms} ms`];
    case 'tier':
      return [peer.tier];
    case 'role':
      return [peer.role || '–'];
    default:
      return [ago(peer.last_seen)];
  }
}

function flash(line) {
  line.classList.remove('changed');
  line.getBoundingClientRect();
  line.classList.add('changed');
}
