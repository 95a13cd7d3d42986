import type { MenuTranslation } from '../translate-menu.js';

export const menu: MenuTranslation = {
  lead: 'Apa yang bisa kami lakukan untuk Anda?',
  nodes: {
    'menu:orders': {
      title: 'Lacak pesanan',
      description: 'Di mana dan kapan tiba',
      words: ['pesanan', 'pesanan saya', 'status pesanan', 'lacak', 'lacak pesanan', 'resi', 'di mana pesanan saya', 'paket'],
      text: 'Status pesanan Anda ada di tautan pada konfirmasi pesanan: tidak perlu akun.\n\nPesanan sebelum pukul 14.00 dikirim pada hari kerja yang sama. Begitu paket ada di kurir, tautan yang sama menunjukkan hari tibanya.\n\nPaket terlambat, atau email tidak ketemu? Tim kami mencarinya dengan nomor pesanan Anda.',
    },
    'menu:hours': {
      title: 'Jam buka',
      description: 'Kapan toko buka',
      words: ['jam buka', 'jam operasional', 'buka jam berapa', 'tutup jam berapa', 'apakah buka', 'jam kerja'],
      text: 'Toko kami buka\n\nSenin sampai Jumat 9.00–18.30\nSabtu 10.00–16.00\n\nHari Minggu dan hari libur kami tutup. Pesanan daring bisa kapan saja.',
    },
    'menu:faq': {
      title: 'Pertanyaan umum',
      description: 'Pengiriman, retur, bayar, dan lainnya',
      words: ['pertanyaan', 'pertanyaan umum', 'tanya', 'tanya jawab'],
      lead: 'Ini pertanyaan yang paling sering kami terima. Yang mana pertanyaan Anda?',
      button: 'Pertanyaan',
      back: 'Pertanyaan lain',
    },
    'menu:delivery': {
      title: 'Kirim dan ongkir',
      description: 'Berapa lama dan berapa biayanya',
      words: ['pengiriman', 'ongkir', 'ongkos kirim', 'biaya kirim', 'berapa lama sampai', 'kirim'],
      text: 'Pengiriman standar 2 sampai 3 hari kerja dengan biaya 3,90; gratis mulai 50,00. Ekspres tiba hari kerja berikutnya dengan 7,90 jika Anda memesan sebelum pukul 14.00.\n\nFurnitur datang dengan janji: kurir menelepon Anda lebih dulu.',
    },
    'menu:returns': {
      title: 'Retur dan refund',
      description: 'Kembalikan dalam 30 hari',
      words: ['retur', 'pengembalian', 'mengembalikan', 'refund', 'uang kembali', 'tukar', 'tukar barang'],
      text: 'Barang yang belum dipakai boleh dikembalikan dalam 30 hari, tanpa biaya. Cetak label dari tautan pada konfirmasi pesanan dan serahkan paket di titik paket mana pun.\n\nUang kembali lewat cara bayar yang sama dalam 5 hari kerja setelah paket kami terima.',
    },
    'menu:warranty': {
      title: 'Rusak atau kurang',
      description: 'Yang kami lakukan, dan garansi',
      words: ['rusak', 'pecah', 'kurang', 'cacat', 'salah barang', 'salah kirim', 'garansi'],
      text: 'Kami mohon maaf. Anda tidak perlu mengembalikan apa pun dulu: pilih *Laporkan masalah* di menu utama, atau beri tahu tim kami nomor pesanan dan apa yang terjadi. Foto sangat membantu. Kami ganti atau kembalikan uangnya, terserah Anda, dan semua barang kami bergaransi dua tahun.',
    },
    'menu:payment': {
      title: 'Cara bayar',
      description: 'Kartu, dompet digital, faktur',
      words: ['bayar', 'pembayaran', 'cara bayar', 'cara pembayaran', 'faktur', 'kartu kredit', 'paypal'],
      text: 'Daring: kartu kredit dan debit, PayPal, Apple Pay, Google Pay, atau faktur dalam 14 hari. Di toko: kartu dan tunai.\n\nKartu Anda baru ditagih saat paket berangkat. Faktur dikirim lewat email, dan ada juga di tautan konfirmasi pesanan.',
    },
    'menu:change': {
      title: 'Ubah atau batalkan',
      description: 'Mengubah pesanan yang sudah dibuat',
      words: ['batal', 'batalkan', 'batalkan pesanan', 'ubah pesanan', 'ubah alamat', 'ganti alamat', 'salah alamat'],
      text: 'Sebelum paket dikemas, Anda bisa mengubah alamat atau membatalkan pesanan di tautan konfirmasi pesanan.\n\nSudah dikemas? Tim kami sering kali masih bisa menghentikannya: siapkan nomor pesanan Anda.',
    },
    'menu:problem': {
      title: 'Laporkan masalah',
      description: 'Tiga pertanyaan, lalu tim kami',
      words: ['laporkan masalah', 'keluhan', 'komplain', 'pesanan saya rusak', 'pesanan saya pecah'],
      intro: 'Kami mohon maaf ada yang tidak beres. Tiga pertanyaan singkat, dan tim kami punya semua yang diperlukan.',
      fields: {
        order_number: { label: 'Nomor pesanan', ask: 'Berapa nomor pesanan Anda? Ada di konfirmasi pesanan, misalnya JH-48213.' },
        problem: {
          label: 'Yang terjadi',
          ask: 'Apa yang terjadi?',
          choices: {
            damaged: { title: 'Rusak', words: ['pecah', 'cacat', 'tergores'] },
            missing: { title: 'Ada yang kurang', words: ['kurang', 'tidak lengkap', 'hilang'] },
            wrong: { title: 'Salah barang', words: ['salah', 'barang lain', 'bukan yang saya pesan'] },
          },
        },
        email: { label: 'Email', ask: 'Ke alamat email mana kami boleh mengirim label dan konfirmasi?' },
      },
    },
    'menu:visit': {
      title: 'Rencanakan kunjungan',
      description: 'Satu jam bersama penasihat dapur',
      words: ['kunjungan', 'janji temu', 'rencanakan kunjungan', 'buat janji', 'konsultasi dapur'],
      intro: 'Satu jam bersama tim dapur kami, di toko dan tanpa biaya. Hari apa yang cocok untuk Anda?',
      fields: {
        name: { label: 'Nama', ask: 'Siapa nama Anda?' },
        visit_date: { label: 'Hari', ask: 'Hari apa Anda ingin datang?' },
        visitors: { label: 'Orang', ask: 'Berapa orang yang datang?' },
        contact_phone: { label: 'Telepon', ask: 'Ke nomor mana kami boleh menelepon jika ada sesuatu?' },
      },
      then: 'Terima kasih. Kami siapkan tempat untuk Anda dan mengonfirmasinya di sini sebelum harinya. Sampai jumpa!',
    },
    'menu:shop': {
      title: 'Toko daring kami',
      description: 'Semua barang dan yang terbaru',
      words: ['toko', 'situs', 'toko online', 'katalog', 'produk'],
      text: 'Semua barang kami, dengan stok hari ini. Kirim *menu* untuk kembali ke sini.',
      button: 'Buka toko',
    },
    support: {
      title: 'Chat bantuan',
      description: 'Bicara dengan tim kami',
      words: ['mau bicara dengan kalian'],
    },
  },
};
