// The constellation: this node in the middle, connected peers around it by latency, all others in the far sky.

import {address, count, isOdd, key, name, svg, el} from './format.js';

const RINGS_MS = [10, 50, 200];
const SLOWEST_MS = 1000;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const MAX_LABELS = 14;
const MAX_DRAWN = 1000;

export class Sky {
  #peers = [];
  #groups = new Map();
  #size = {width: 600, height: 420};

  constructor(host, text, onOpen) {
    this.host = host;
    this.text = text;
    this.onOpen = onOpen;
    this.picture = svg('svg', {role: 'img', 'aria-label': 'Peers around this node'});
    this.back = svg('g');
    this.rays = svg('g');
    this.stars = svg('g');
    this.picture.append(this.back, this.rays, this.stars);
    this.tip = el('div', {class: 'tipbox', hidden: true});
    host.replaceChildren(this.picture, this.tip);
    new ResizeObserver(() => this.#resize()).observe(host);
  }

  show(peers, total) {
    this.#peers = peers.slice(0, MAX_DRAWN);
    const connected = peers.filter((peer) => peer.state === 'Connected');
    const inbound = connected.filter((peer) => peer.direction === 'inbound').length;
    const words =
      total === 0
        ? 'Nobody is known yet'
        : `${connected.length} connected: ${connected.length - inbound} we dialled, ${inbound} dialled us; ` +
          `${count(total - connected.length)} more known`;
    this.text.textContent = words;
    this.picture.setAttribute('aria-label', `${words}. The table below lists them.`);
    this.#draw();
  }

  #resize() {
    const {clientWidth: width, clientHeight: height} = this.host;
    if (width > 0 && (width !== this.#size.width || height !== this.#size.height)) {
      this.#size = {width, height};
      this.#draw();
    }
  }

  #draw() {
    const {width, height} = this.#size;
    const frame = {
      x: width / 2,
      y: height / 2,
      rx: Math.max(20, width / 2 - 16),
      ry: Math.max(20, height / 2 - 14),
    };
    this.picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const connected = this.#peers.filter((peer) => peer.state === 'Connected');
    const others = this.#peers.filter((peer) => peer.state !== 'Connected');
    const inner = others.length === 0 ? 0.86 : others.length < 30 ? 0.78 : 0.66;
    this.stars.classList.toggle('labels', connected.length <= MAX_LABELS && width > 420);
    this.#drawBack(frame, inner);
    const places = new Map();
    placeConnected(connected, frame, inner, places);
    const names = this.stars.classList.contains('labels')
      ? connected.map((peer) => nameBox(peer, places.get(key(peer))))
      : [];
    placeOthers(others, frame, inner + 0.1, places, names);
    this.#drawRays(connected, frame, places);
    this.#drawStars(frame, places, connected.length);
  }

  #drawBack(frame, inner) {
    const rings = RINGS_MS.map((ms) => {
      const r = inner * distance(ms);
      return svg('ellipse', {
        class: 'orbit',
        cx: frame.x,
        cy: frame.y,
        rx: frame.rx * r,
        ry: frame.ry * r,
      });
    });
    const isWide = this.#size.width > 420;
    const scales = (isWide ? RINGS_MS : []).map((ms) =>
      svg(
        'text',
        {
          class: 'scale',
          x: frame.x,
          y: frame.y - frame.ry * inner * distance(ms) + 3.5,
        },
        `${ms} ms`,
      ),
    );
    this.back.replaceChildren(
      ...rings,
      svg('circle', {class: 'aura', cx: frame.x, cy: frame.y, r: 26}),
      ...scales,
      svg('path', {class: 'me', d: spark(frame.x, frame.y, 13)}, svg('title', {}, 'this node')),
    );
  }

  #drawRays(connected, frame, places) {
    const isBusy = connected.length > 40;
    this.rays.replaceChildren(
      ...connected.flatMap((peer) => {
        const place = places.get(key(peer));
        const side = peer.direction === 'inbound' ? 'in' : 'out';
        const line = `M${frame.x} ${frame.y}L${place.x} ${place.y}`;
        const parts = [svg('path', {class: `ray ${side}`, d: line})];
        if (!isBusy) parts.push(svg('path', {class: `flow ${side}`, d: line}));
        parts.push(svg('path', {class: `tip ${side}`, d: arrow(frame, place, side)}));
        return parts;
      }),
    );
  }

  #drawStars(frame, places, connectedCount) {
    const seen = new Set();
    for (const peer of this.#peers) {
      const id = key(peer);
      seen.add(id);
      const place = places.get(id);
      let group = this.#groups.get(id);
      if (!group) {
        group = this.#newStar(id);
        group.style.transform = `translate(${frame.x}px, ${frame.y}px)`;
        this.#groups.set(id, group);
        this.stars.append(group);
        group.getBoundingClientRect();
      }
      group.style.transform = `translate(${place.x}px, ${place.y}px)`;
      this.#paint(group, peer, place, connectedCount);
    }
    for (const [id, group] of this.#groups) {
      if (!seen.has(id)) {
        group.remove();
        this.#groups.delete(id);
      }
    }
  }

  #newStar(id) {
    const group = svg('g', {class: 'peer'});
    group.addEventListener('click', () => this.onOpen(group.peer));
    group.addEventListener('pointerenter', () => this.#showTip(group));
    group.addEventListener('pointerleave', () => {
      this.tip.hidden = true;
    });
    group.dataset.id = id;
    return group;
  }

  #paint(group, peer, place, connectedCount) {
    group.peer = peer;
    group.place = place;
    const isOn = peer.state === 'Connected';
    const r = isOn ? (connectedCount > 40 ? 4.2 : 6) : this.#peers.length > 200 ? 2.3 : 3.2;
    const bucket = peer.bucket.toLowerCase();
    const sign = `${isOn}${r}${bucket}${peer.role}${isOdd(peer)}${name(peer)}${place.isRight}`;
    if (group.sign === sign) return;
    group.sign = sign;
    if (isOn !== group.classList.contains('on')) this.stars[isOn ? 'append' : 'prepend'](group);
    group.setAttribute('class', isOn ? 'peer on' : 'peer');
    const star =
      peer.role === 'guardian'
        ? svg('path', {
            class: `star ${bucket}`,
            d: `M0 ${-r - 2}L${r + 2} 0 0 ${r + 2} ${-r - 2} 0z`,
          })
        : svg('circle', {class: `star ${bucket}`, r});
    const parts = [svg('circle', {r: Math.max(r, 9), fill: 'transparent'}), star];
    if (isOdd(peer) && !isOn) star.classList.add('odd');
    if (isOdd(peer) && isOn)
      parts.push(svg('circle', {class: 'halo', r: r + (peer.role === 'guardian' ? 4.5 : 3)}));
    if (isOn) {
      const side = place.isRight
        ? {x: r + 7, 'text-anchor': 'start'}
        : {x: -r - 7, 'text-anchor': 'end'};
      parts.push(svg('text', {class: 'name', y: 4, ...side}, label(peer)));
    }
    group.replaceChildren(...parts);
  }

  #showTip(group) {
    const {peer, place} = group;
    const latency = peer.latency_ms === null ? '' : ` · ${peer.latency_ms} ms`;
    this.tip.replaceChildren(
      el('b', {}, name(peer)),
      el('br'),
      address(peer.ip, peer.port),
      el('br'),
      `${peer.state}${latency}${peer.role ? ' · ' + peer.role : ''}`,
    );
    this.tip.hidden = false;
    const {width} = this.#size;
    this.tip.style.left = `${Math.max(0, Math.min(place.x - 90, width - 230))}px`;
    this.tip.style.top = `${place.y > 90 ? place.y - 84 : place.y + 16}px`;
  }
}

/** Latency as a distance from 0.2 to 1, on a logarithmic scale. */
function distance(ms) {
  const clamped = Math.max(1, Math.min(ms ?? RINGS_MS[1], SLOWEST_MS));
  return 0.2 + (0.8 * Math.log(clamped)) / Math.log(SLOWEST_MS);
}

/** A number from a name, the same each time, so that a peer keeps its side of the sky. */
function hash(text) {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}

function byHash(peers) {
  return peers.map((peer) => ({peer, h: hash(key(peer))})).sort((a, b) => a.h - b.h);
}

/** Evenly around, in the order of their hashes, as far out as they are slow. */
function placeConnected(peers, frame, inner, places) {
  byHash(peers).forEach(({peer}, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / peers.length - Math.PI / 2;
    const r = inner * distance(peer.latency_ms);
    places.set(key(peer), {
      x: frame.x + frame.rx * r * Math.cos(angle),
      y: frame.y + frame.ry * r * Math.sin(angle),
      isRight: Math.cos(angle) >= 0,
    });
  });
}

/** As seeds in a sunflower, none under a name: no two are close however many there are; the fresh ones nearer. */
function placeOthers(peers, frame, from, places, names) {
  const rank = {Hot: 0, Warm: 1, Cold: 2};
  const sorted = byHash(peers).sort(
    (a, b) => rank[a.peer.bucket] - rank[b.peer.bucket] || a.h - b.h,
  );
  const spare = names.length === 0 ? 0 : 40 + Math.round(sorted.length / 3);
  let slot = 0;
  sorted.forEach(({peer}, i) => {
    let place;
    do {
      const r = Math.sqrt(
        from * from + ((1 - from * from) * (slot + 0.5)) / (sorted.length + spare),
      );
      const angle = slot++ * GOLDEN_ANGLE;
      place = {
        x: frame.x + frame.rx * r * Math.cos(angle),
        y: frame.y + frame.ry * r * Math.sin(angle),
        isRight: true,
      };
    } while (slot < i + spare && names.some((box) => isInside(place, box)));
    places.set(key(peer), place);
  });
}

/** A name beside a star; the beginning that most tags share says nothing. */
function label(peer) {
  return `${name(peer).replace(/^VNODE-(?=.)/, '')} :${peer.port}`;
}

/** Where the name beside a star is drawn, with some air. */
function nameBox(peer, place) {
  const width = 6.6 * label(peer).length + 24;
  const left = place.isRight ? place.x : place.x - width;
  return {left, right: left + width, top: place.y - 13, bottom: place.y + 13};
}

function isInside(place, box) {
  return place.x > box.left && place.x < box.right && place.y > box.top && place.y < box.bottom;
}

/** A small arrowhead on the ray, pointing the way the dial went. */
function arrow(frame, place, side) {
  const at = side === 'out' ? 0.72 : 0.5;
  const x = frame.x + (place.x - frame.x) * at;
  const y = frame.y + (place.y - frame.y) * at;
  const turn = Math.atan2(place.y - frame.y, place.x - frame.x) + (side === 'in' ? Math.PI : 0);
  const point = (angle, r) =>
    `${(x + r * Math.cos(turn + angle)).toFixed(1)} ${(y + r * Math.sin(turn + angle)).toFixed(1)}`;
  return `M${point(0, 5)}L${point(2.5, 5)}L${point(-2.5, 5)}z`;
}

/** A star of four points. */
function spark(x, y, r) {
  const s = r * 0.3;
  return `M${x} ${y - r}l${s} ${r - s} ${r - s} ${s} ${s - r} ${s} ${-s} ${r - s} ${-s} ${s - r} ${s - r} ${-s} ${r - s} ${-s}z`;
}
