/** Stands in for WebTransport in engine.io-client: the server does not offer it. */
export const WT = undefined;

/** Stand in for binary frames in socket.io-parser: every payload of ours is JSON. */
export const isBinary = () => false;
export const hasBinary = () => false;
export const deconstructPacket = unspoken;
export const reconstructPacket = unspoken;

function unspoken(): never {
  throw new Error('no binary frames on this wire');
}
