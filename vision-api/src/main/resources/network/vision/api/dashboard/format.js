// Words and elements. Text goes in as text only: what peers say of themselves never becomes markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and children; a child that is no element is text. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same inside a picture. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** IP and port as one address. */
export function address(ip, port) {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** How long ago, in words; `seconds` since 1970 or null. */
export function ago(seconds) {
  return seconds === null ? 'never' : `${span(Date.now() / 1000 - seconds)} ago`;
}

/** A length of time, rounded to its largest unit. */
export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.round(s / 60)} min`;
  if (s < 172800) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} d`;
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], {hour12: false});
}

export function dateTime(seconds) {
  return seconds === null ? 'never' : new Date(seconds * 1000).toLocaleString([], {hour12: false});
}

export function count(number) {
  return number.toLocaleString('en').replace(/,/g, '\u202f');
}

/** A figure with at most three digits and a prefix. */
export function short(number, unit) {
  const steps = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  for (const [size, prefix] of steps) {
    if (number >= size) return `${(number / size).toPrecision(3)} ${prefix}${unit}`;
  }
  return `${number >= 10 ? Math.round(number) : Number(number.toFixed(1))} ${unit}`;
}

/** Whether a peer is at a port that somebody chose. */
export function isOdd(peer) {
  return !peer.is_default_port;
}

/** What tells one peer from another, also while it has no name. */
export function key(peer) {
  return peer.node_id ?? address(peer.ip, peer.port);
}

export function name(peer) {
  return peer.node_tag || (peer.node_id ? peer.node_id.slice(0, 8) : address(peer.ip, peer.port));
}

const PROVENANCE = {
  handshake: 'it says so itself',
  gossip: 'others say so',
  seed: 'from the seed list',
  default: 'nobody said: assumed',
  operator: 'you said so',
  mapping: 'its router’s port',
};

export function provenance(word) {
  return PROVENANCE[word] ?? word;
}
