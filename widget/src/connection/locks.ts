/** One tab at a time, where the browser can; the server's check of ids makes it safe where it cannot. */
export function exclusively(name: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  return navigator.locks.request(name, work);
}
