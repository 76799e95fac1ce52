/** What may be said of a session beside its time, as it stands in the fields. */
export interface More {
  /** The id of a skill; empty where it is about nothing in particular. */
  topic: string;
  seats: string;
  description: string;
}

export const noMore: More = { topic: '', seats: '', description: '' };

/** A plan may hold more people than a session does. */
const mostSeats = 50;
export const fewestSeats = 2;
/** Where several can come and nothing is said. */
export const usualSeats = 10;
export const seatsOf = (planned: number): number => Math.max(fewestSeats, Math.min(mostSeats, planned));

export const areSeats = (seats: string, most: number): boolean =>
  seats === '' || (/^\d+$/.test(seats) && Number(seats) >= fewestSeats && Number(seats) <= most);

/** What the server takes; null where the seats are not a number that fits. A topic that is no choice any more is none. */
export function readMore({ topic, seats, description }: More, topics: readonly Topic[], most: number) {
  if (!areSeats(seats, most)) return null;
  const known = topics.find(({ id }) => String(id) === topic);
  return {
    ...(known === undefined ? {} : { categoryId: known.id }),
    ...(seats === '' ? {} : { maxParticipants: Number(seats) }),
    ...(description.trim() === '' ? {} : { description: description.trim() }),
  };
}

export interface Topic {
  id: number;
  name: string;
}

/** Each topic once, in the order they come in. */
export const topicsOf = (skills: readonly { category: Topic }[]): Topic[] => [
  ...new Map(skills.map(({ category: { id, name } }) => [id, { id, name }])).values(),
];
