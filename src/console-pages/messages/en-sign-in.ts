import type { Message } from './message.js';

/** The texts in English of signing in through others than a link. */
export const enSignIn = {
  'signIn.title': 'Sign in to the console',
  'signIn.oidc': 'Sign in with your identity provider',
  'signIn.proxy': 'Continue as the user of your proxy',
  'signIn.or': 'Or open a link. It works once, for five minutes; print it on the machine of the gateway:',
  'signedOut.login-refused': 'You could not be signed in: it was not proven who you are. Try again.',
  'signedOut.login-no-role':
    'You are known, but none of your groups has a role here. Ask those who operate the gateway.',
  'signedOut.login-no-name': 'You could not be signed in: there is no name of yours that can be recorded.',
  'signedOut.login-unavailable':
    'The identity provider gave no usable answer. Try again later, or open a link.',
  'signedOut.login-late':
    'This sign-in took more than ten minutes, began elsewhere, or was finished before. Start again.',
  'signedOut.login-off': 'This way of signing in is not set up.',
  'signedOut.login-limited': 'Too many attempts to sign in came from your address. Try again in a minute.',
} as const satisfies Record<string, Message>;
