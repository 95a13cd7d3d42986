import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, type Language } from '@parley/vocabulary';
import fc from 'fast-check';
import type { Findable } from '../../domain/answers/suggestion.js';
import { articleIndex } from './article-index.js';

type Entry = readonly [title: string, question: string, words: readonly string[], answer: string];

/** Four questions of a shop, in every language: delivery, returns, payment, warranty. */
const SHELF: Readonly<Record<Language, readonly Entry[]>> = {
  en: [
    [
      'Delivery and cost',
      'How long does delivery take and what does it cost?',
      ['shipping'],
      'Two to three working days; 3.90, free from 50.00 on.',
    ],
    ['Returns and refunds', 'How can I send something back?', ['return', 'refund', 'money back'], 'Within 30 days, free of charge.'],
    ['Ways to pay', 'How can I pay?', ['payment', 'invoice', 'credit card'], 'By card, PayPal or invoice.'],
    ['Warranty', 'Something arrived damaged, what now?', ['broken', 'defective'], 'We replace it or pay it back.'],
  ],
  es: [
    ['Entrega y coste', '¿Cuánto tarda y cuánto cuesta la entrega?', ['envío'], 'De dos a tres días laborables.'],
    ['Devoluciones', '¿Cómo puedo devolver algo?', ['devolución', 'reembolso'], 'En 30 días, sin coste.'],
    ['Formas de pago', '¿Cómo puedo pagar?', ['pago', 'factura', 'tarjeta'], 'Con tarjeta, PayPal o factura.'],
    ['Garantía', 'Algo llegó dañado, ¿y ahora?', ['roto', 'defectuoso'], 'Lo cambiamos o devolvemos el dinero.'],
  ],
  'pt-BR': [
    ['Entrega e custo', 'Quanto tempo leva e quanto custa a entrega?', ['frete', 'envio'], 'De dois a três dias úteis.'],
    ['Devoluções', 'Como posso devolver algo?', ['devolução', 'reembolso', 'troca'], 'Em até 30 dias, sem custo.'],
    ['Formas de pagamento', 'Como posso pagar?', ['pagamento', 'boleto', 'cartão'], 'Cartão, PayPal ou boleto.'],
    ['Garantia', 'Algo chegou danificado, e agora?', ['quebrado', 'com defeito'], 'Trocamos ou devolvemos o dinheiro.'],
  ],
  fr: [
    ['Livraison et prix', 'Combien de temps prend la livraison et que coûte-t-elle ?', ['expédition'], 'Deux à trois jours ouvrés.'],
    ['Retours', 'Comment retourner un article ?', ['retour', 'remboursement'], 'Sous 30 jours, sans frais.'],
    ['Moyens de paiement', 'Comment puis-je payer ?', ['paiement', 'facture', 'carte'], 'Par carte, PayPal ou facture.'],
    ['Garantie', 'Un article est arrivé abîmé, que faire ?', ['cassé', 'défectueux'], 'Nous le remplaçons ou le remboursons.'],
  ],
  ar: [
    ['التوصيل والتكلفة', 'كم يستغرق التوصيل وكم يكلف؟', ['الشحن'], 'من يومين إلى ثلاثة أيام عمل.'],
    ['الإرجاع والاسترداد', 'كيف يمكنني إرجاع منتج؟', ['إرجاع', 'استرداد المبلغ'], 'خلال 30 يومًا دون رسوم.'],
    ['طرق الدفع', 'كيف يمكنني الدفع؟', ['الدفع', 'الفاتورة', 'بطاقة'], 'بالبطاقة أو بفاتورة.'],
    ['الضمان', 'وصل المنتج تالفًا، ماذا أفعل؟', ['مكسور', 'معيب'], 'نستبدله أو نعيد المبلغ.'],
  ],
  hi: [
    ['डिलीवरी और शुल्क', 'डिलीवरी में कितना समय लगता है और शुल्क कितना है?', ['शिपिंग'], 'दो से तीन कार्य दिवस।'],
    ['वापसी और रिफंड', 'मैं सामान कैसे लौटा सकता हूँ?', ['वापसी', 'रिफंड', 'पैसे वापस'], '30 दिन के भीतर, निःशुल्क।'],
    ['भुगतान के तरीके', 'मैं भुगतान कैसे करूँ?', ['भुगतान', 'बिल', 'कार्ड'], 'कार्ड या बिल से।'],
    ['वारंटी', 'सामान टूटा हुआ आया, अब क्या?', ['टूटा', 'खराब'], 'हम बदल देंगे या पैसे लौटा देंगे।'],
  ],
  id: [
    ['Pengiriman dan biaya', 'Berapa lama pengiriman dan berapa biayanya?', ['ongkir', 'ongkos kirim'], 'Dua sampai tiga hari kerja.'],
    ['Pengembalian', 'Bagaimana cara mengembalikan barang?', ['retur', 'refund', 'uang kembali'], 'Dalam 30 hari, gratis.'],
    ['Cara membayar', 'Bagaimana cara membayar?', ['pembayaran', 'faktur', 'kartu'], 'Kartu, PayPal, atau faktur.'],
    ['Garansi', 'Barang datang rusak, bagaimana?', ['rusak', 'cacat'], 'Kami ganti atau kembalikan uang Anda.'],
  ],
};
const TOPICS = ['delivery', 'returns', 'payment', 'warranty'];

function shelf(language: Language): Findable[] {
  return SHELF[language].map(([title, question, words, answer], index) => ({ id: TOPICS[index] ?? '', title, question, words, answer }));
}

const SUGGEST = Object.fromEntries(LANGUAGES.map((language) => [language, articleIndex(shelf(language))])) as Record<
  Language,
  ReturnType<typeof articleIndex>
>;

describe('what answers a free text', () => {
  it.each<[Language, string, string]>([
    ['en', 'how long does the delivery take?', 'delivery'],
    ['en', 'delivry cost', 'delivery'],
    ['en', 'I would like a refnd please', 'returns'],
    ['en', 'can i pay by CREDIT CARD', 'payment'],
    ['en', 'it is brokken', 'warranty'],
    ['es', '¿cuánto cuesta el envio?', 'delivery'],
    ['es', 'quiero un rembolso', 'returns'],
    ['es', 'factura', 'payment'],
    ['es', 'devoluciones', 'returns'],
    ['pt-BR', 'qual o preço do frete?', 'delivery'],
    ['pt-BR', 'devolucao', 'returns'],
    ['pt-BR', 'pagamneto com boleto', 'payment'],
    ['pt-BR', 'chegou quebrada', 'warranty'],
    ['fr', 'je veux un rembourssement', 'returns'],
    ['fr', 'prix de la livraison', 'delivery'],
    ['fr', 'article cassee', 'warranty'],
    ['ar', 'كم سعر توصيل', 'delivery'],
    ['ar', 'اريد ارجاع المنتج', 'returns'],
    ['ar', 'بطاقه', 'payment'],
    ['ar', 'المنتج مكسوره', 'warranty'],
    ['hi', 'डिलिवरी कब होगी', 'delivery'],
    ['hi', 'रिफ़ंड चाहिए', 'returns'],
    ['hi', 'भुगतान कार्ड से', 'payment'],
    ['hi', 'टूटी हुई है', 'warranty'],
    ['id', 'ongkirnya berapa', 'delivery'],
    ['id', 'mau retur barang', 'returns'],
    ['id', 'pembayran pakai kartu', 'payment'],
    ['id', 'barangnya rusak', 'warranty'],
  ])('in %s finds for %j the article on %s', (language, text, id) => {
    expect(SUGGEST[language](text)[0]?.id).toBe(id);
  });

  it.each<[Language, string]>([
    ['en', 'what is the meaning of life'],
    ['en', 'asdf qwer'],
    ['en', 'how can I'],
    ['en', ''],
    ['en', '👍👍'],
    ['en', '12'],
    ['es', 'me gusta el fútbol y la música'],
    ['pt-BR', 'vocês gostam de praia'],
    ['fr', 'il fait beau ce matin à Lyon'],
    ['ar', 'الطقس جميل اليوم'],
    ['hi', 'आज मौसम अच्छा है'],
    ['id', 'cuaca hari ini cerah sekali'],
  ])('in %s finds nothing for %j', (language, text) => {
    expect(SUGGEST[language](text)).toEqual([]);
  });

  it.each([
    ['café', 'cafe'],
    ['cafe', 'café'],
    ['coração', 'coracao'],
    ['Straße', 'strasse'],
    ['strasse', 'Straße'],
    ['İstanbul', 'istanbul'],
    ['ısparta', 'Isparta'],
    ['إسترداد', 'استرداد'],
    ['استرداد', 'اِسْتِرْدَاد'],
    ['ज़मानत', 'जमानत'],
  ])('finds what is written %j when somebody writes %j', (written, asked) => {
    const suggest = articleIndex([{ id: 'article:x', title: written, question: written, words: [], answer: 'So it is.' }]);
    expect(suggest(asked).map(({ id }) => id)).toEqual(['article:x']);
  });

  it('is clear when nothing else comes near, and offered when several do', () => {
    expect(SUGGEST.en('refund').map(({ isClear }) => isClear)).toEqual([true]);
    const several = SUGGEST.en('refund or invoice');
    expect(several.map(({ id }) => id).sort()).toEqual(['payment', 'returns']);
    expect(several.some(({ isClear }) => isClear)).toBe(false);
  });

  it('brings the whole answer along', () => {
    expect(SUGGEST.en('refund')[0]).toMatchObject({ title: 'Returns and refunds', answer: 'Within 30 days, free of charge.' });
  });

  it('is at most three, each once, for any text in any language, and only the first is ever clear', () => {
    const word = fc.constantFrom(...Object.values(SHELF).flatMap((entries) => entries.flatMap(([title, , words]) => [title, ...words])));
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), text, (language, said) => {
        const found = SUGGEST[language](said);
        expect(found.length).toBeLessThanOrEqual(3);
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        expect(found.slice(1).some(({ isClear }) => isClear)).toBe(false);
      }),
    );
  });

  it('finds nothing on an empty shelf', () => {
    expect(articleIndex([])('refund')).toEqual([]);
  });
});
