/** Characters of an entry in the directory. */
export const INTRODUCTION_LENGTH = 2_000
export const WEBSITE_LENGTH = 200
