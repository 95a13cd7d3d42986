import type { PackWords } from '../pack-words.js';

/** Many people write Hindi in Latin letters on a phone: the commonest such spellings count too. */
export const words: PackWords = {
  start: [
    'सपोर्ट',
    'चैट सपोर्ट',
    'चैट सहायता',
    'चैट',
    'एजेंट',
    'इंसान',
    'ग्राहक सेवा',
    'मदद करो',
    'मदद करें',
    'मदद कीजिए',
    'मदद चाहिए',
    'सहायता चाहिए',
    'किसी से बात',
    'व्यक्ति से बात',
    'madad chahiye',
    'madad karo',
    'madad kijiye',
    'kisi se baat',
    'insaan se baat',
  ],
  end: ['चैट समाप्त करें', 'चैट समाप्त', 'चैट बंद करें', 'चैट बंद करो', 'चैट बंद', 'समाप्त करें', 'समाप्त', 'chat band karo', 'chat band karein'],
  menu: ['मेनू', 'मेन्यू', 'मुख्य मेनू', 'मुख्य मेन्यू', 'मेनू दिखाएं', 'menu dikhao', 'mukhya menu'],
  greeting: [
    'नमस्ते',
    'नमस्कार',
    'हेलो',
    'हैलो',
    'हाय',
    'सुप्रभात',
    'शुभ संध्या',
    'राम राम',
    'namaste',
    'namaskar',
    'शुरू',
    'शुरू करें',
    'मदद',
    'सहायता',
    'madad',
  ],
  courtesy: [
    'धन्यवाद',
    'बहुत धन्यवाद',
    'बहुत बहुत धन्यवाद',
    'शुक्रिया',
    'बहुत शुक्रिया',
    'ठीक है',
    'ठीक',
    'ठीक है धन्यवाद',
    'ओके',
    'अच्छा',
    'बढ़िया',
    'अलविदा',
    'dhanyavad',
    'dhanyawad',
    'shukriya',
    'theek hai',
    'thik hai',
    'accha',
  ],
  optOut: ['संदेश बंद करें', 'मैसेज बंद करें', 'मैसेज बंद करो', 'रोकें', 'सदस्यता समाप्त करें', 'message band karo'],
  optIn: ['संदेश शुरू करें', 'मैसेज शुरू करें', 'मैसेज शुरू करो', 'message shuru karo'],
  excellent: ['बहुत बढ़िया', 'बढ़िया', 'उत्कृष्ट', 'शानदार', 'बहुत अच्छा', 'bahut badhiya', 'bahut accha', 'पाँच', '5 स्टार'],
  good: ['अच्छा', 'अच्छी', 'accha', 'achha', 'चार', '4 स्टार'],
  fair: ['ठीक', 'ठीक ठाक', 'ठीक है', 'theek', 'thik hai', 'theek hai', 'तीन', '3 स्टार'],
  poor: ['खराब', 'बुरा', 'kharab', 'दो', '2 स्टार'],
  veryPoor: ['बहुत खराब', 'बहुत बुरा', 'bahut kharab', 'एक', '1 स्टार'],
  language: ['भाषा', 'भाषाएं', 'भाषा बदलें', 'भाषा बदलो', 'bhasha', 'bhasha badlo'],
  skip: ['छोड़ें', 'छोड़ो', 'छोड़ दें'],
  yes: ['हाँ', 'हाँ जी', 'जी', 'जी हाँ', 'हाँ धन्यवाद', 'बिल्कुल', 'haan', 'han', 'haan ji', 'ji haan', 'ji'],
  no: ['नहीं', 'नही', 'जी नहीं', 'अभी नहीं', 'मदद नहीं मिली', 'nahi', 'nahin', 'nahi mili'],
};

export const common: readonly string[] =
  `hai hain mera meri mere mujhe kya kab kahan kaise kyun nahi nahin chahiye karo karna karein aap aapka aapki kitna
    kitne ka ki ke ko se mein hua hui raha rahi bhai ji kripya bata batao bataiye abhi tak है हैं का की के को से में पर और
    या मेरा मेरी मेरे मुझे मैं क्या कब कहाँ कैसे क्यों यह वह था थी हूँ हो कर करें करना चाहिए चाहता चाहती जी कृपया ने भी तो
    ही सकता सकती सकते आप आपका आपकी`.split(/\s+/);

export const typical: readonly string[] = ['namaste', 'wapas', 'paisa', 'paise', 'aaya', 'aayega'];
