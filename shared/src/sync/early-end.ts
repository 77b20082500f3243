interface Engine {
  on(event: 'close', heard: () => void): unknown;
  emit(event: 'error', error: Error): unknown;
}

interface Manager {
  engine: unknown;
  _readyState: string;
  open(...how: never[]): unknown;
}

/**
 * Socket.IO's manager does not hear of a line that closes between the WebSocket's handshake and its own, and waits
 * all of its time-out (20 s) before it tries again. Told of it as of an error, it comes back as after any other.
 */
export function hearEarlyEnd(manager: Manager): void {
  const { open } = manager;
  manager.open = (...how) => {
    open.apply(manager, how);
    const engine = manager.engine as Engine;
    engine.on('close', () => {
      if (manager._readyState === 'opening') engine.emit('error', new Error());
    });
    return manager;
  };
}
