const known = [
  'door_closed',
  'door_expired',
  'ended',
  'no_door',
  'page_too_old',
  'removed_from_room',
  'room_full',
  'room_not_found',
  'unreachable',
] as const;

/** The words for why there is no way in. */
export function refusalKey(code: string): `room.out.${(typeof known)[number]}` {
  const found = known.find((one) => one === code) ?? (code === 'room_ended' ? 'ended' : 'unreachable');
  return `room.out.${found}`;
}
