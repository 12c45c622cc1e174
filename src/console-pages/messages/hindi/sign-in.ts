import type { enSignIn } from '../en-sign-in.js';
import type { Message } from '../message.js';

/** The texts in Hindi of signing in through others than a link. */
export const hiSignIn: Readonly<Record<keyof typeof enSignIn, Message>> = {
  'signIn.title': 'कंसोल में साइन इन करें',
  'signIn.oidc': 'अपने पहचान प्रदाता से साइन इन करें',
  'signIn.proxy': 'अपने प्रॉक्सी के उपयोगकर्ता के रूप में जारी रखें',
  'signIn.or': 'या लिंक खोलें। वह एक बार, पाँच मिनट तक चलता है; उसे गेटवे की मशीन पर छापें:',
  'signedOut.login-refused': 'आपको साइन इन नहीं किया जा सका: आपकी पहचान सिद्ध नहीं हुई। फिर कोशिश करें।',
  'signedOut.login-no-role': 'आपके किसी समूह की यहाँ भूमिका नहीं है। गेटवे चलाने वालों से कहें।',
  'signedOut.login-no-name': 'आपको साइन इन नहीं किया जा सका: आपका ऐसा कोई नाम नहीं है जो दर्ज हो सके।',
  'signedOut.login-unavailable': 'पहचान प्रदाता से ठीक उत्तर नहीं मिला। बाद में कोशिश करें, या लिंक खोलें।',
  'signedOut.login-late': 'साइन इन में दस मिनट से ज़्यादा लगे, या वह कहीं और शुरू हुआ। फिर शुरू करें।',
  'signedOut.login-off': 'साइन इन का यह तरीक़ा चालू नहीं है।',
  'signedOut.login-limited': 'आपके पते से साइन इन की बहुत ज़्यादा कोशिशें हुईं। एक मिनट बाद फिर कोशिश करें।',
};
