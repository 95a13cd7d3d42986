import type { ArticleWords } from '../translate-articles.js';

export const articles: ArticleWords = {
  'article:abroad': {
    title: 'Kirim ke luar negeri',
    question: 'Apakah bisa kirim ke luar negeri?',
    words: ['luar negeri', 'negara lain', 'internasional'],
    answer: 'Kami mengirim ke semua negara tetangga dalam 4 sampai 6 hari kerja dengan 14,90. Furnitur hanya di dalam negeri.',
  },
  'article:assembly': {
    title: 'Perakitan furnitur',
    question: 'Apakah furnitur dirakit di rumah?',
    words: ['perakitan', 'rakit', 'dirakit', 'pasang'],
    answer: 'Ya. Saat memesan furnitur, Anda bisa menambah perakitan dengan 49,00. Kurir langsung merakitnya dan membawa kemasannya.',
  },
  'article:gift': {
    title: 'Hadiah dan voucer',
    question: 'Apakah ada bungkus kado atau voucer?',
    words: ['hadiah', 'kado', 'bungkus kado', 'voucer', 'voucher'],
    answer:
      'Bungkus kado 3,50: centang di keranjang. Voucer 25,00 sampai 250,00 dikirim lewat email dalam hitungan menit dan berlaku tiga tahun.',
  },
  'article:collect': {
    title: 'Ambil di toko',
    question: 'Bisakah saya mengambil barang di toko?',
    words: ['ambil di toko', 'ambil sendiri', 'pickup'],
    answer:
      'Bisa, tanpa biaya. Pilih *Ambil* saat memesan; kami menulis begitu siap, hampir selalu dalam dua jam, dan menyimpannya tujuh hari.',
  },
};
