// @ts-check
/** No form and no call of the portal is longer, in bytes (S-E9). */
export const LARGEST_BODY = 1_000_000
