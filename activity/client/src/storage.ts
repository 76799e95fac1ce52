// Browsers may shut storage off (private windows, embedded frames, a full quota); the pages then simply forget.

export function recall(key: string, storage: () => Storage = () => localStorage): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string, storage: () => Storage = () => localStorage): void {
  try {
    storage().setItem(key, value);
  } catch {
    // Nothing to do: the page works without it.
  }
}

export function forget(storage: () => Storage): void {
  try {
    storage().clear();
  } catch {
    // Then there was nothing to forget.
  }
}

export function forgetKey(key: string, storage: () => Storage): void {
  try {
    storage().removeItem(key);
  } catch {
    // Then there was nothing to forget.
  }
}

/** The keys that begin so. */
export function keysOf(prefix: string, storage: () => Storage): string[] {
  try {
    return Object.keys(storage()).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
