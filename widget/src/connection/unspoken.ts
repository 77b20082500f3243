/** Stand in for transports of engine.io-client that are not chosen in `socket.ts`. */
export const WT = undefined;
export const XHR = undefined;

/** Stand in for binary frames in the parsers: every payload of ours is JSON. */
export const isBinary = () => false;
export const hasBinary = () => false;
export const deconstructPacket = unspoken;
export const reconstructPacket = unspoken;
export const decode = unspoken;

/** Stands in for a parser of addresses from before `URL`; ours are origins. */
export function parse(origin: string) {
  const { hostname, protocol, port } = new URL(origin);
  return { host: hostname.replace(/[[\]]/g, ''), protocol: protocol.slice(0, -1), port };
}

function unspoken(): never {
  throw new Error('no binary frames on this wire');
}
