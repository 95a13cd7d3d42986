import type { LanguagePack } from '../../playbook/language-pack.js';

/** Bahasa Indonesia: Anda; perusahaan «kami», bot «saya». */
export const texts: LanguagePack['texts'] = {
  'menu.welcome': 'Halo{ name}, ini {business}. Ada yang bisa kami bantu?',
  'menu.hint': 'Ketuk pilihan atau kirim nomornya.',
  'menu.unknown.1': 'Maaf, saya belum mengerti. Saya bisa membantu dengan ini:',
  'menu.unknown.2': 'Mungkin saya tidak bisa menyelesaikan ini. Tim kami bisa membantu Anda: ketuk Chat bantuan.',
  'menu.stale': 'Pilihan itu dari pesan sebelumnya dan sudah tidak tersedia. Ini yang bisa saya lakukan sekarang:',
  'menu.courtesy': 'Dengan senang hati{, name}. Kirim *menu* kapan pun Anda perlu.',
  'menu.no-chat': 'Tidak ada chat yang terbuka. Apa yang bisa kami lakukan untuk Anda?',
  'media.bot': 'Terima kasih. Saya tidak bisa melihat pesan seperti ini, tetapi tim kami bisa.',
  'voice.bot': 'Saya tidak bisa mendengarkan pesan suara. Perlukah seseorang dari tim kami mendengarkannya?',
  'media.unsupported':
    'Saya tidak bisa membuka pesan seperti ini. Bisakah Anda menuliskannya, atau berbicara dengan seseorang dari tim kami?',
  'media.off': 'Terima kasih. Saya tidak bisa melihat pesan seperti ini. Ini yang bisa saya lakukan untuk Anda:',
  'support.off': 'Maaf, tim kami sedang tidak melayani chat. Ini yang bisa saya lakukan untuk Anda:',
  'handover.start':
    'Selamat datang di chat bantuan{, name}. Saya sedang memanggil tim kami. Tulis pertanyaan Anda sekarang, agar mereka bisa segera mulai.',
  'queue.ack': 'Sudah diterima dan disimpan untuk tim kami. Anda tidak perlu menunggu di sini: kami menjawab di chat ini.',
  'agent.joined': '{agent} dari {business} ada di sini dan membaca pesan Anda.',
  'agent.greeting': 'Halo{ name}, {agent} dari {business} ingin berbicara dengan Anda. Tulis saja jawaban Anda di bawah.',
  'chat.menu-asks': 'Anda sedang dalam chat dengan tim kami. Akhiri chat dan buka menu?',
  'chat.stale': 'Tombol itu dari chat sebelumnya dan sekarang tidak mengubah apa pun. Chat ini tetap berjalan.',
  'ended.contact':
    'Anda telah mengakhiri chat. Terima kasih sudah menghubungi kami{, name}. Semua pesan tetap di sini, dan Anda bisa menulis lagi kapan saja.',
  'ended.agent':
    'Tim kami telah mengakhiri chat ini. Terima kasih sudah menghubungi kami{, name}. Jika masih ada yang perlu dibantu, pilih lagi Chat bantuan.',
  'ended.system': 'Tim kami harus mengakhiri chat ini sekarang, maaf{, name}. Pesan Anda tetap tersimpan.',
  'language.ask': 'Dalam bahasa apa saya menulis kepada Anda?',
  'language.set': 'Mulai sekarang saya menulis dalam {language}. Apa yang bisa kami lakukan untuk Anda?',
  'answers.found': 'Salah satu dari ini mungkin menjawab pertanyaan Anda:',
  'answers.ask': 'Apakah ini membantu?',
  'answers.helped': 'Senang mendengarnya. Apa lagi yang bisa kami lakukan untuk Anda?',
};

export const titles: LanguagePack['titles'] = {
  endChat: 'Akhiri chat',
  support: 'Chat bantuan',
  mainMenu: 'Menu utama',
  stay: 'Tetap di chat',
  choose: 'Pilih',
  helped: 'Ya, terima kasih',
};
