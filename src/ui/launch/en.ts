import type { LaunchMessages } from './messages.ts';

export const en: LaunchMessages = {
  failures: {
    'not-launched': {
      title: 'Open scheduling from your portal',
      text: 'This page works only when you open it from your patient portal. Please go back to your portal and open scheduling there.',
    },
    'unknown-issuer': {
      title: 'This portal is not set up for scheduling here',
      text: 'We do not know the portal that opened this page, so we stopped. Please open scheduling from your own patient portal.',
    },
    'insecure-page': {
      title: 'This page is not secure',
      text: 'The address of this page does not start with “https”. Other people could see what you type here, so we stopped.',
    },
    'storage-blocked': {
      title: 'Your browser is blocking this page',
      text: 'To sign you in, this page must save a little data for a few minutes. Please allow cookies and site data in your browser. Then open scheduling from your portal again.',
    },
    'discovery-failed': {
      unreachable: {
        title: 'We cannot reach the clinic’s system',
        text: 'Please check that you are online. Then try again.',
      },
      timeout: {
        title: 'The clinic’s system is slow to answer',
        text: 'We waited, but no answer came. Please try again in a minute.',
      },
      'not-found': {
        title: 'Scheduling is not ready right now',
        text: 'The clinic’s system answered, but it did not tell us how to sign you in. Please try again later.',
      },
      'not-json': {
        title: 'Scheduling is not working right now',
        text: 'The clinic’s system sent something that we cannot read. Please try again later.',
      },
      'too-large': {
        title: 'Scheduling is not working right now',
        text: 'The clinic’s system sent far more than we asked for. Please try again later.',
      },
    },
    'discovery-unsafe': {
      'no-endpoint': {
        title: 'We cannot sign you in',
        text: 'The clinic’s system does not have a place to sign in. The clinic has to fix this.',
      },
      'no-pkce': {
        title: 'We stopped to keep you safe',
        text: 'The clinic’s system does not have a safe way to sign you in. The clinic has to fix this.',
      },
      'foreign-endpoint': {
        title: 'We stopped to keep you safe',
        text: 'The clinic’s system wanted to send you to a place that we do not know. The clinic has to fix this.',
      },
    },
  },
  nothingBooked: 'Nothing was booked, and none of your visits changed.',
  tryAgain: 'Try again',
  openPortal: 'Go to your portal (opens a new tab)',
  call: (hospital) => `You can also call ${hospital}:`,
  forStaff: 'If you call, you can read this out:',
  brokenSettings: {
    title: 'Scheduling is not set up yet',
    text: 'Please call your clinic to make a visit. Is it an emergency? Call your local emergency number now.',
  },
  mistakes: 'For the people who set up this page',
};
