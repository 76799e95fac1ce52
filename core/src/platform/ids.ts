import { z } from 'zod';

declare const brand: unique symbol;
type Id<Name extends string> = number & { readonly [brand]: Name };

// An id is branded once it has been read from the database, so that an unproven number cannot stand in for a person.
export type UserId = Id<'User'>;

/** Brands a user id that the database has just confirmed. */
export const provenUserId = (id: number): UserId => id as UserId;

/** The id of a row as somebody names it: what an id's column holds, so that the database is not asked for more. */
export const rowId = z.int32();
