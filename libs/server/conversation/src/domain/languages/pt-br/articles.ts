import type { ArticleWords } from '../translate-articles.js';

export const articles: ArticleWords = {
  'article:abroad': {
    title: 'Entrega no exterior',
    question: 'Vocês entregam no exterior?',
    words: ['exterior', 'outro país', 'internacional'],
    answer: 'Entregamos em todos os países vizinhos em 4 a 6 dias úteis por 14,90. Móveis, só dentro do país.',
  },
  'article:assembly': {
    title: 'Montagem de móveis',
    question: 'Vocês montam os móveis em casa?',
    words: ['montagem', 'montar', 'montador'],
    answer: 'Sim. Ao pedir um móvel você pode incluir a montagem por 49,00. Quem entrega monta na hora e leva a embalagem.',
  },
  'article:gift': {
    title: 'Presentes e vales',
    question: 'Vocês embrulham para presente? Têm vale-presente?',
    words: ['presente', 'embrulho', 'vale presente', 'cartão presente'],
    answer:
      'Embrulhamos para presente por 3,50: marque no carrinho. Vales de 25,00 a 250,00 chegam por e-mail em minutos e valem três anos.',
  },
  'article:collect': {
    title: 'Retirar na loja',
    question: 'Posso retirar a compra na loja?',
    words: ['retirar', 'retirada', 'buscar na loja'],
    answer:
      'Sim, sem custo. Escolha *Retirada* ao pedir; escrevemos assim que estiver pronto, quase sempre em duas horas, e guardamos por sete dias.',
  },
};
