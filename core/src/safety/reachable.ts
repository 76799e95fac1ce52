/**
 * The filter on another user that a person may see them at all: the accounts stand, in one network, neither has blocked
 * the other, and no community's wall is between them. The rule itself is the view `visible_people`.
 */
export const reachableFor = (userId: number) => ({ visibleTo: { some: { viewerId: userId } } });
