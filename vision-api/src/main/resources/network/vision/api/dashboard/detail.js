// Everything known of one peer, in a dialog.

import {address, ago, dateTime, el, key, name, provenance, span} from './format.js';
import {ask} from './feed.js';

export class Detail {
  #open = null;

  constructor(dialog) {
    this.dialog = dialog;
    dialog.addEventListener('close', () => {
      this.#open = null;
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  async show(peer) {
    this.#open = key(peer);
    this.#fill(peer, [
      el(
        'p',
        {class: 'empty'},
        peer.node_id
          ? 'Asking the node…'
          : 'Only an address is known; its name comes with the first handshake.',
      ),
    ]);
    this.dialog.showModal();
    if (!peer.node_id) return;
    try {
      const detail = await ask(`/p2p/peers/${encodeURIComponent(peer.node_id)}`);
      if (this.#open === key(peer)) this.#fill(detail.peer, parts(detail));
    } catch (error) {
      if (this.#open === key(peer))
        this.#fill(peer, [el('p', {class: 'error'}, `This cannot be shown: ${error.message}`)]);
    }
  }

  #fill(peer, content) {
    const isNew = !this.dialog.open;
    const close = el('button', {type: 'button', class: 'quiet', autofocus: isNew}, 'Close');
    close.addEventListener('click', () => this.dialog.close());
    this.dialog.replaceChildren(
      el(
        'div',
        {class: 'head'},
        el(
          'div',
          {},
          el('h2', {id: 'detail-title'}, name(peer)),
          el('p', {class: 'mono'}, address(peer.ip, peer.port)),
          el('p', {class: 'hint mono'}, peer.node_id ?? ''),
        ),
        close,
      ),
      ...content,
    );
    if (!isNew) close.focus();
  }
}

function parts(detail) {
  const {peer, standing} = detail;
  const facts = [
    [
      'State',
      [
        peer.state,
        peer.direction,
        detail.connected_since ? `for ${span(Date.now() / 1000 - detail.connected_since)}` : null,
      ]
        .filter(Boolean)
        .join(', '),
    ],
    ['Port', `${peer.port}, ${peer.port_provenance}: ${provenance(peer.port_provenance)}`],
    [
      'Standing',
      `${standing.tier}, score ${standing.score.toFixed(2)}${standing.banned_until ? `, banned until ${dateTime(standing.banned_until)}` : ''}`,
    ],
    ['Key', peer.is_proven ? 'proved' : 'not proved: its id is only a name'],
    [
      'Last error',
      detail.last_error ? `${detail.last_error.text}, ${ago(detail.last_error.at)}` : 'none',
    ],
    [
      'Next dial',
      detail.back_off_seconds > 0 ? `in ${span(detail.back_off_seconds)}` : 'not held back',
    ],
    ['Build', detail.node_build || 'unknown'],
    ['Features', detail.features.join(', ') || 'none'],
  ];
  return [
    el(
      'dl',
      {class: 'facts'},
      ...facts.flatMap(([term, words]) => [el('dt', {}, term), el('dd', {}, words)]),
    ),
    el('h3', {}, 'Addresses'),
    table(
      ['Address', 'From', 'Heard', 'Worked', 'Failed', 'Tries'],
      detail.addresses.map((known) => [
        known.address + (known.is_chosen ? ' ✓' : ''),
        known.provenance,
        ago(known.first_heard),
        ago(known.last_success),
        known.last_failure === null ? 'never' : `${ago(known.last_failure)}, ${known.failure_kind}`,
        String(known.attempts),
      ]),
    ),
    el('h3', {}, 'Ports'),
    detail.ports.length === 0
      ? el('p', {class: 'hint'}, 'It has not changed its port since this node runs.')
      : table(
          ['When', 'From', 'To', 'Who said so'],
          detail.ports.map((change) => [
            dateTime(change.at),
            change.from === 0 ? '–' : String(change.from),
            String(change.to),
            provenance(change.provenance),
          ]),
        ),
    el('h3', {}, 'Blamed for'),
    standing.blames.length === 0
      ? el('p', {class: 'hint'}, 'Nothing.')
      : table(
          ['When', 'What', 'Weight'],
          standing.blames.map((blame) => [ago(blame.at), blame.reason, String(blame.weight)]),
        ),
  ];
}

function table(heads, rows) {
  return el(
    'div',
    {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': heads[0]},
    el(
      'table',
      {class: 'list'},
      el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', {scope: 'col'}, head)))),
      el(
        'tbody',
        {},
        ...rows.map((cells) =>
          el('tr', {}, ...cells.map((cell, i) => el('td', i === 0 ? {class: 'mono'} : {}, cell))),
        ),
      ),
    ),
  );
}
