// The small panels: this node, its events, its rates, the conflicts.

import {ago, clock, count, dateTime, el, short, span, svg} from './format.js';

const VERDICTS = {
  unknown: ['…', 'Not found out yet'],
  reachable: ['✓', 'Others can reach this node'],
  unreachable: ['✗', 'Others cannot reach this node'],
  outbound_only: ['→', 'This node asks nobody to dial it'],
};

const CONFLICTS = {
  several_ports: 'Several ports for one address',
  several_addresses: 'One node at several addresses',
  handshake_disagrees: 'A peer and its neighbours disagree',
};

const SIGNS = {
  connected: '●',
  disconnected: '○',
  discovered: '✦',
  moved: '⇢',
  conflict: '⚠',
  mapping: '⌂',
  verdict: '◎',
};

/** Heads of the events that concern no peer by name. */
const TITLES = {
  connected: 'A peer',
  disconnected: 'A peer',
  discovered: 'A peer',
  moved: 'A peer',
  conflict: 'Port conflict',
  mapping: 'Router',
  verdict: 'Reachability',
};

const RATES = {
  messages_in: ['Messages in', '/s'],
  messages_out: ['Messages out', '/s'],
  bytes_in: ['Traffic in', 'B/s'],
  bytes_out: ['Traffic out', 'B/s'],
  dials: ['Dials', '/s'],
  handshakes: ['Handshakes', '/s'],
  discovered: ['Peers discovered', '/s'],
};

const MAX_EVENTS = 100;

export function showSelf(host, status, reach) {
  const parts = [];
  if (reach) {
    parts.push(el('p', {class: 'mine'}, reach.advertised ?? 'no address'));
    parts.push(
      el(
        'p',
        {class: 'hint'},
        reach.advertised
          ? `what others are told: ${reach.advertised_because}`
          : reach.advertised_because,
      ),
    );
    const [sign, words] = VERDICTS[reach.verdict] ?? ['?', reach.verdict];
    parts.push(
      el(
        'div',
        {class: 'verdict', 'data-verdict': reach.verdict},
        el('span', {class: 'sign', 'aria-hidden': 'true'}, sign),
        el(
          'p',
          {},
          el('b', {}, words),
          reach.advice || (reach.since ? `since ${dateTime(reach.since)}` : ''),
        ),
      ),
    );
  }
  if (status) {
    parts.push(
      figures([
        ['connected', status.connected_peers],
        ['hot', status.hot_peers],
        ['warm', status.warm_peers],
        ['cold', status.cold_peers],
      ]),
    );
  }
  parts.push(
    el(
      'dl',
      {class: 'facts'},
      ...facts(status, reach).flatMap(([term, words]) => [el('dt', {}, term), el('dd', {}, words)]),
    ),
  );
  host.replaceChildren(...parts);
  host.removeAttribute('aria-busy');
}

function figures(pairs) {
  return el(
    'dl',
    {class: 'figures'},
    ...pairs.map(([term, number]) =>
      el('div', {}, el('dt', {}, term), el('dd', {}, count(number))),
    ),
  );
}

function facts(status, reach) {
  const found = [];
  if (status) {
    found.push(['Health', status.p2p_health]);
    if (status.avg_peer_latency_ms !== null) {
      found.push([
        'Latency',
        `${status.avg_peer_latency_ms} ms on average, ${status.max_peer_latency_ms} ms at most`,
      ]);
    }
  }
  if (reach) {
    found.push(['Listening', reach.listening.join(', ') || 'nowhere']);
    if (reach.mapping) found.push(['Router', router(reach.mapping)]);
    if (reach.votes.length > 0) {
      found.push([
        'Seen at',
        reach.votes.map((vote) => `${vote.ip} by ${vote.groups} groups`).join(', '),
      ]);
    }
    for (const dial of reach.dial_backs.slice(0, 2)) {
      found.push([
        'Dialled back',
        `${dial.address} ${dial.is_reached ? 'reached' : 'not reached'}, ${dial.result}, ${ago(dial.at)}`,
      ]);
    }
    found.push([
      'Last visitor',
      reach.last_inbound === null ? 'nobody from outside yet' : ago(reach.last_inbound),
    ]);
  }
  return found;
}

function router(mapping) {
  const where = mapping.external ? ` at ${mapping.external}` : '';
  const lease = mapping.lease_ends ? `, ${span(mapping.lease_ends - Date.now() / 1000)} left` : '';
  const shared = mapping.is_shared ? ', behind another router' : '';
  return [mapping.router, mapping.protocol, mapping.state + where + lease + shared]
    .filter(Boolean)
    .join(' · ');
}

/** Fills the panel with words where there is nothing to show. */
export function say(host, words, kind = 'empty') {
  const isList = host.tagName === 'OL';
  host.replaceChildren(el(isList ? 'li' : 'p', {class: kind}, words));
  host.removeAttribute('aria-busy');
}

export function showConflicts(host, conflicts) {
  if (conflicts.length === 0) {
    say(host, 'None. Every peer’s address is claimed once, and nobody contradicts it.');
    return;
  }
  host.replaceChildren(
    ...conflicts.map((conflict) =>
      el(
        'article',
        {class: 'conflict'},
        el('b', {}, CONFLICTS[conflict.kind] ?? conflict.kind),
        el('ul', {}, ...conflict.addresses.map((address) => el('li', {class: 'mono'}, address))),
        el('p', {}, conflict.meaning),
        el(
          'p',
          {class: 'hint'},
          `${conflict.node_ids.map((id) => id.slice(0, 8)).join(', ')} · since ${dateTime(conflict.first_seen)}, last ${ago(conflict.last_seen)}`,
        ),
      ),
    ),
  );
  host.removeAttribute('aria-busy');
}

/** Puts an event on top; old ones fall off. */
export function addEvent(list, event) {
  if (!list.querySelector('time')) list.replaceChildren();
  list.removeAttribute('aria-busy');
  const where = [event.before, event.address].filter(Boolean).join(' → ');
  list.prepend(
    el(
      'li',
      {'data-kind': event.kind},
      el('span', {class: 'sign', 'aria-hidden': 'true'}, SIGNS[event.kind] ?? '·'),
      el(
        'div',
        {},
        el(
          'div',
          {class: 'first'},
          el('b', {}, event.node_tag || event.node_id?.slice(0, 8) || TITLES[event.kind]),
          el('time', {datetime: new Date(event.at * 1000).toISOString()}, clock(event.at)),
        ),
        where ? el('span', {class: 'place mono'}, where) : null,
        event.text,
      ),
    ),
  );
  while (list.children.length > MAX_EVENTS) list.lastChild.remove();
}

export function showRates(host, rates) {
  if (rates.series.every((series) => series.per_second.length === 0)) {
    say(host, 'Nothing measured yet. The first figures come within half a minute.');
    return;
  }
  host.replaceChildren(...rates.series.map((series) => rate(series, rates.interval_seconds)));
  host.removeAttribute('aria-busy');
}

function rate(series, interval) {
  const [title, unit] = RATES[series.name] ?? [series.name, '/s'];
  const values = series.per_second.length === 1 ? [0, 0].fill(series.per_second[0]) : series.per_second;
  const last = values.at(-1) ?? 0;
  const most = Math.max(...values, 1e-9);
  const words = `${title}: now ${short(last, unit)}, at most ${short(most, unit)} in the last ${span(values.length * interval)}`;
  return el(
    'div',
    {class: 'rate', 'data-name': series.name},
    el('span', {}, title),
    el('b', {}, short(last, unit)),
    curve(values, most, words),
  );
}

function curve(values, most, words) {
  const width = 60;
  const x = (i) => width - values.length + 1 + i;
  const y = (value) => (42 - (38 * value) / most).toFixed(2);
  const points = values.map((value, i) => `${x(i)} ${y(value)}`).join('L');
  return svg(
    'svg',
    {viewBox: `0 0 ${width} 44`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words},
    svg('path', {class: 'area', d: `M${x(0)} 44L${points}L${width} 44z`}),
    svg('path', {class: 'curve', d: `M${points}`}),
  );
}
