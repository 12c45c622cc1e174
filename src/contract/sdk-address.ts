/** Section 2: the script of the web SDK at Gateway. */
export const SDK_URL = 'https://gateway.smallcase.com/scdk/2.0.0/scdk.js';
