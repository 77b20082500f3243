/**
 * A client message id: a UUID of version 7, whose first part is the sender's clock. Ids made one after the other
 * stand side by side in the database's index, so that a batch of messages writes few of its pages. Works also
 * on pages without https, where `crypto.randomUUID` is missing.
 */
export function messageId(nowMs: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x70;
  bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80;
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const hex = nowMs.toString(16).padStart(12, '0') + random;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
