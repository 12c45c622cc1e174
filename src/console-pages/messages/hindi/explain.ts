import type { enExplain } from '../en-explain.js';
import type { Message } from '../message.js';

/** The texts in Hindi that `en-explain.ts` has in English. */
export const hiExplain: Record<keyof typeof enExplain, Message> = {
  'explain.diff': 'अंतर',
  'explain.reads': 'रीड',
  'explain.onlyFailed': 'केवल विफल',
  'explain.hideRepeats': 'दोहराव छिपाएँ',
  'explain.noFit': 'कोई चरण इन फ़िल्टरों से मेल नहीं खाता।',

  'diff.none': 'इस ऑर्डर के बारे में कोई वेबहुक नहीं था',
  'diff.noneHint': 'Gateway ने कोई नहीं भेजा, या वे इनबॉक्स की अवधि से पुराने हैं।',
  'diff.hints': { one: '{count} वेबहुक', other: '{count} वेबहुक' },
  'diff.corrected': { one: '{count} को रीड ने सुधारा', other: '{count} को रीड ने सुधारा' },
  'diff.truncated': 'पुराने वेबहुक नहीं दिखाए गए हैं।',
  'diff.isCorrected': 'सुधारा गया',
  'diff.agrees': 'सहमत',
  'diff.differences': { one: '{count} फ़ील्ड अलग है', other: '{count} फ़ील्ड अलग हैं' },
  'diff.equal': { one: '{count} समान फ़ील्ड', other: '{count} समान फ़ील्ड' },
  'diff.field': 'फ़ील्ड',
  'diff.said': 'वेबहुक ने बताया',
  'diff.confirmed': 'रीड ने पुष्टि की',
  'diff.known': 'पहले से ज्ञात',
  'diff.unsaid': 'नहीं बताया',
  'diff.outcome.COMPARED': '{span} बाद की अगली पुष्ट रीड से तुलना।',
  'diff.outcome.KNOWN': 'ऑर्डर इसके आने से पहले पुष्ट था, और तब से किसी रीड ने उसे नहीं बदला।',
  'diff.outcome.RETRACTED': 'Gateway की रीड में यह ऑर्डर नहीं था।',
  'diff.outcome.WAITING': 'तब से किसी रीड ने ऑर्डर की पुष्टि नहीं की है।',
  'diff.outcome.PRUNED': 'पुष्ट स्थिति पुरानी होने के कारण लॉग से हटा दी गई।',
  'diff.outcome.UNREADABLE': 'इसका बॉडी पढ़ा नहीं जा सकता, या 256 KiB से लंबा है।',

  'reads.none': 'अभी तक किसी रीड ने इस ऑर्डर को नहीं बदला',
  'reads.noneHint': '“आगे क्या होगा” बताता है कि Gateway कब पढ़ा जाएगा।',
  'reads.unrecorded': 'जो रीड कुछ नहीं बदलती, वह दर्ज नहीं होती।',

  'filters.is': 'है',
  'filters.isNot': 'नहीं है',
  'filters.not': '{words} नहीं',
  'filters.mode': 'फ़िल्टर कैसे तुलना करता है',

  'select.row': 'चुनें: {name}',
  'select.count': { one: '{count} चुनी गई', other: '{count} चुनी गईं' },
  'select.most': 'अधिकतम {count} चुनी जा सकती हैं।',
  'select.clear': 'चुनाव हटाएँ',
  'select.replay': { one: 'चुनी हुई {count} दोबारा चलाएँ', other: 'चुनी हुई {count} दोबारा चलाएँ' },
  'select.title': 'चुनी हुई डिलीवरी दोबारा चलाएँ',

  'palette.found': 'मिला',
  'palette.searching': 'खोज रहे हैं…',
  'palette.kind.TRANSACTION': 'लेन-देन {name}',
  'palette.kind.ORDER': 'ऑर्डर {name}',
  'palette.kind.DELIVERY': 'डिलीवरी {name}',
  'palette.failed': 'खोज विफल रही। फिर कोशिश करें।',

  'activity.failed': 'इस अवधि की गतिविधि पढ़ी नहीं जा सकी।',
  'activity.deliveriesBound': 'अवधि के हर हिस्से में हर परिणाम 1,000 तक गिना जाता है।',
  'activity.ordersBound': 'लेन-देन बनने के समय से; हर हिस्से के 200 सबसे नए लेन-देन।',

  'keys.diff': 'वेबहुक और रीड साथ-साथ, या वापस समयरेखा',
  'keys.select': 'पंक्ति चुनें',
  'keys.selectRange': 'पिछली चुनी हुई से इस पंक्ति तक चुनें',
};
