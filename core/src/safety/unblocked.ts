/** The filter on another user that neither of the two has blocked the other: for what stays between people who parted. */
export const unblockedFor = (userId: number) => ({
  blocksMade: { none: { blockedId: userId } },
  blocksReceived: { none: { blockerId: userId } },
});
