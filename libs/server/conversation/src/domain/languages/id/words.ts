import type { PackWords } from '../pack-words.js';

/** "Selesai" and "tutup" are answers to an agent too: alone they end nothing. */
export const words: PackWords = {
  start: [
    'bantuan',
    'chat bantuan',
    'dukungan',
    'agen',
    'petugas',
    'manusia',
    'layanan pelanggan',
    'bantu saya',
    'tolong bantu',
    'butuh bantuan',
    'bicara dengan seseorang',
    'bicara dengan orang',
    'bicara dengan petugas',
    'bicara dengan cs',
    'hubungi cs',
  ],
  end: ['akhiri', 'akhiri chat', 'akhiri percakapan', 'tutup chat', 'tutup percakapan', 'selesaikan chat', 'keluar'],
  menu: ['menu', 'menu utama', 'lihat menu', 'tampilkan menu'],
  greeting: [
    'halo',
    'hallo',
    'hai',
    'halo kak',
    'hai kak',
    'pagi',
    'siang',
    'sore',
    'malam',
    'selamat pagi',
    'selamat siang',
    'selamat sore',
    'selamat malam',
    'assalamualaikum',
    'assalamu alaikum',
    'permisi',
    'mulai',
    'tolong',
  ],
  courtesy: [
    'terima kasih',
    'terima kasih banyak',
    'terimakasih',
    'makasih',
    'makasih banyak',
    'trims',
    'ok',
    'oke',
    'oke terima kasih',
    'oke makasih',
    'baik',
    'baiklah',
    'siap',
    'sip',
    'selesai',
    'sampai jumpa',
  ],
  optOut: ['berhenti', 'berhenti berlangganan', 'hentikan pesan', 'jangan kirim pesan'],
  optIn: ['mulai lagi', 'aktifkan pesan', 'kirim pesan lagi'],
  language: ['bahasa', 'ganti bahasa', 'ubah bahasa', 'pilih bahasa'],
  skip: ['lewati', 'lewatkan'],
  yes: ['ya', 'iya', 'ya terima kasih', 'betul', 'membantu', 'ya membantu', 'sudah'],
  no: ['tidak', 'belum', 'tidak membantu', 'gak', 'nggak', 'enggak', 'belum membantu'],
};

export const common: readonly string[] =
  `yang dan di ke dari untuk dengan saya aku kami anda ini itu apa apakah bagaimana gimana kapan dimana mana berapa
    kenapa mengapa mau ingin bisa tidak belum sudah ada adalah tolong terima kasih kak min nya masih lagi kalau atau
    juga akan karena oleh pada para sama saja`.split(/\s+/);

export const typical: readonly string[] = ['pesanan', 'barang', 'kirim', 'pengiriman', 'halo', 'selamat'];
