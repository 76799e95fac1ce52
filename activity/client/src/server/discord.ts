/** Whether this page is shown by Discord, as an Activity: there the voice channel is the call. */
export const isInDiscord = (): boolean => new URLSearchParams(location.search).has('frame_id');
