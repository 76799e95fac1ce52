const LONGEST = 32;

/** A handle for a first name: lower-case ASCII with dashes, "learner" where nothing of the name can be written so. */
export function handleOf(name: string): string {
  const handle = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  return handle === '' ? 'learner' : handle;
}

/** The same handle with four letters that nobody is likely to have. */
export function besides(handle: string): string {
  return `${handle}-${Math.random().toString(36).slice(2, 6)}`;
}

/** The address of the talk as this person. */
export function talkAddress(handle: string): string {
  return `/playground?${new URLSearchParams({ as: handle })}`;
}
