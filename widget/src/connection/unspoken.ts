/** Stand in for transports of engine.io-client that are not chosen in `socket.ts`. */
export const WT = undefined;
export const XHR = undefined;

/** Stand in for binary frames in the parsers: every payload of ours is JSON. */
export const isBinary = () => false;
export const hasBinary = () => false;
export const deconstructPacket = unspoken;
export const reconstructPacket = unspoken;
export const decode = unspoken;

function unspoken(): never {
  throw new Error('no binary frames on this wire');
}
