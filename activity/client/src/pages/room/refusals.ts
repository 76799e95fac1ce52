const known = [
  'blocked_is_here',
  'daily_limit',
  'discord_refused',
  'discord_silent',
  'door_closed',
  'door_expired',
  'ended',
  'no_door',
  'not_in_activity',
  'not_signed_in',
  'page_too_old',
  'removed_from_room',
  'room_full',
  'room_limit',
  'room_not_found',
  'too_many_pages',
  'unreachable',
] as const;

/** The words for why there is no way in. */
export function refusalKey(code: string): `room.out.${(typeof known)[number]}` {
  const found = known.find((one) => one === code) ?? (code === 'room_ended' ? 'ended' : 'unreachable');
  return `room.out.${found}`;
}
