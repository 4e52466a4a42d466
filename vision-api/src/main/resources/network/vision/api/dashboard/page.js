// The page: asks, listens, and hands what it learns to its parts.

import {Detail} from './detail.js';
import {Feed, ask} from './feed.js';
import {clock} from './format.js';
import {addEvent, say, showConflicts, showRates, showSelf} from './panels.js';
import {Sky} from './sky.js';
import {Table} from './table.js';

const POLL_MS = 10000;
const SETTLE_MS = 350; // longer than the node gives the same answer
const PAGE_ROWS = 1000;
const THEMES = ['auto', 'light', 'dark'];

const $ = (id) => document.getElementById(id);
const detail = new Detail($('detail'));
const sky = new Sky($('sky'), $('sky-text'), (peer) => detail.show(peer));
const table = new Table($('table'), $('filter'), $('count'), {
  onOpen: (peer) => detail.show(peer),
  onFilter: () => {
    if (page && page.total_peers > PAGE_ROWS) settle(refreshTable);
  },
});

let page = null;
let status = null;
let reach = null;
let freshAt = null;
const failing = new Map();

async function refreshPeers() {
  page = await ask(`/p2p/peers?limit=${PAGE_ROWS}`);
  sky.show(page.peers, page.total_peers);
  await refreshTable();
}

/** A node that knows more than a page is asked to filter; else the table does it alone. */
async function refreshTable() {
  const query = table.query();
  const isAll = page.total_peers <= PAGE_ROWS || query.size === 0;
  query.set('limit', PAGE_ROWS);
  const shown = isAll ? page : await ask(`/p2p/peers?${query}`);
  table.show(shown.peers, page.total_peers);
}

async function refreshStatus() {
  status = await ask('/constellation/status');
  drawSelf();
}

async function refreshReach() {
  try {
    reach = await ask('/p2p/reachability');
  } finally {
    drawSelf();
  }
}

function drawSelf() {
  if (status || reach) showSelf($('self'), status, reach);
}

async function refreshConflicts() {
  showConflicts($('conflicts'), await ask('/p2p/conflicts'));
}

async function refreshRates() {
  showRates($('rates'), await ask('/p2p/rates'));
}

async function refreshName() {
  const version = await ask('/version');
  $('who').textContent = `${version.name} ${version.version} on ${version.network}`;
}

const hosts = new Map([
  [refreshConflicts, 'conflicts'],
  [refreshRates, 'rates'],
  [refreshStatus, 'self'],
]);

/** Runs a refresh; a failure is shown where its figures would be, or marks them as old. */
async function attempt(refresh) {
  try {
    await refresh();
    failing.delete(refresh);
    freshAt = Date.now() / 1000;
  } catch (error) {
    failing.set(refresh, error.message);
    const host = hosts.get(refresh) && $(hosts.get(refresh));
    if (host && host.hasAttribute('aria-busy'))
      say(host, `This cannot be shown: ${error.message}.`, 'error');
    if (refresh === refreshPeers) table.fail(`The peers cannot be shown: ${error.message}.`);
  }
}

const pending = new Set();

/** Many reasons within a moment are one refresh. */
function settle(refresh) {
  if (pending.has(refresh)) return;
  pending.add(refresh);
  setTimeout(() => {
    pending.delete(refresh);
    attempt(refresh).then(drawLoss);
  }, SETTLE_MS);
}

async function refreshAll() {
  await Promise.all(
    [refreshPeers, refreshStatus, refreshReach, refreshConflicts, refreshRates, refreshName].map(
      attempt,
    ),
  );
  drawLoss();
}

let stream = 'wait';

function drawLoss() {
  const isLost = stream === 'lost' || failing.has(refreshPeers);
  const live = $('live');
  live.dataset.state = isLost ? 'lost' : stream;
  $('live-text').textContent = isLost ? 'Stream lost' : stream === 'on' ? 'Live' : 'Connecting';
  document.body.classList.toggle('stale', failing.has(refreshPeers));
  const words = failing.has(refreshPeers)
    ? `The node does not answer. ${freshAt ? `What you see is from ${clock(freshAt)}.` : ''} Trying again.`
    : 'The event stream is lost. Figures still come every ten seconds; trying to get it back.';
  if ($('lost').textContent !== words) $('lost').textContent = words;
  $('lost').hidden = !isLost;
}

const feed = new Feed({
  onEvent(event) {
    addEvent($('events'), event);
    settle(refreshPeers);
    settle(refreshStatus);
    if (event.kind === 'conflict') settle(refreshConflicts);
    if (event.kind === 'mapping' || event.kind === 'verdict') settle(refreshReach);
  },
  onGap: () => refreshAll(),
  onState(state) {
    const isBack = stream === 'lost' && state === 'on';
    stream = state;
    if (state === 'on' && $('events').children.length === 0)
      say($('events'), 'Nothing yet. Events show here as they happen.');
    if (isBack) refreshAll();
    else drawLoss();
  },
});

function useTheme(theme) {
  document.documentElement.dataset.theme = theme;
  $('theme-text').textContent = theme[0].toUpperCase() + theme.slice(1);
}

function savedTheme() {
  const saved = localStorage.getItem('theme');
  return THEMES.includes(saved) ? saved : 'auto';
}

$('theme').addEventListener('click', () => {
  const next = THEMES[(THEMES.indexOf(savedTheme()) + 1) % THEMES.length];
  localStorage.setItem('theme', next);
  useTheme(next);
});
useTheme(savedTheme());

refreshAll();
feed.open();
setInterval(() => {
  if (!document.hidden) refreshAll();
}, POLL_MS);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) refreshAll();
});
